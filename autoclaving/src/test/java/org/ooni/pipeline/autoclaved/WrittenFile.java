package org.ooni.pipeline.autoclaved;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.BlockEncoder;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Lz4Reader;
import org.ooni.pipeline.io.Sha1;

/** An autoclaved file in memory, its events as they came, and what was put in. */
final class WrittenFile {
    static final String NAME = "2016-09-28/test.lz4";
    static final Sha1 SHA1 = Sha1.of(new byte[20]);

    final List<IndexLine> lines = new ArrayList<>();
    final Map<Datum, byte[]> data = new HashMap<>();
    final ByteArrayOutputStream text = new ByteArrayOutputStream();
    final AutoclavedWriter writer;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    WrittenFile() throws IOException {
        writer = new AutoclavedWriter(NAME, file, lines::add, Runnable::run, new BlockEncoder());
    }

    /** A file with a report in it, made by {@code filling}. */
    static WrittenFile of(Filling filling) throws IOException {
        WrittenFile written = new WrittenFile();
        written.writer.event(new ReportStart("2016-09-28/report.json", 1, SHA1));
        filling.fill(written);
        written.writer.event(ReportEnd.WHOLE);
        written.finish();
        return written;
    }

    interface Filling {
        void fill(WrittenFile written) throws IOException;
    }

    WrittenFile text(byte[] bytes) throws IOException {
        writer.write(bytes);
        text.write(bytes);
        return this;
    }

    WrittenFile datum(byte[] bytes) throws IOException {
        Datum datum = new Datum(SHA1, writer.textOff(), bytes.length);
        writer.event(datum);
        data.put(datum, bytes);
        return text(bytes).text(new byte[] {'\n'});
    }

    WrittenFile badBlob() throws IOException {
        writer.event(new BadBlob(SHA1, 0, 1, "bad"));
        return this;
    }

    FileDigest finish() throws IOException {
        return writer.finish();
    }

    byte[] file() {
        return file.toByteArray();
    }

    /** The whole stream, as {@code lz4 -dc} gives it. */
    byte[] decoded() throws IOException {
        try (Lz4Reader reader = new Lz4Reader(new ByteArrayInputStream(file()), NAME)) {
            return reader.readAllBytes();
        }
    }

    List<FrameStart> frames() {
        return lines.stream()
                .filter(FrameStart.class::isInstance)
                .map(FrameStart.class::cast)
                .toList();
    }

    List<Long> frameTexts() {
        return frames().stream().map(FrameStart::textSize).toList();
    }

    /** One measurement from the bytes of its frame alone. */
    byte[] seek(Datum datum, FrameStart frame) throws IOException {
        byte[] bytes = Arrays.copyOfRange(
                file(), Math.toIntExact(frame.fileOff()), Math.toIntExact(frame.fileOff() + frame.fileSize()));
        byte[] decoded = Lz4Reader.decodeFrame(bytes, frame.textSize(), NAME);
        int from = Math.toIntExact(datum.textOff() - frame.textOff());
        return Arrays.copyOfRange(decoded, from, from + Math.toIntExact(datum.textSize()));
    }

    /** Writes the file and an index of it into {@code directory}; returns the index. */
    Path save(Path directory) throws IOException {
        Files.write(directory.resolve("test.lz4"), file());
        Path index = directory.resolve("index.json.gz");
        try (OutputStream out = Gzip.compress(Files.newOutputStream(index));
                JsonLines.Writer writer = JsonLines.write(out)) {
            for (IndexLine line : lines) {
                line.writeTo(writer);
            }
        }
        return index;
    }
}
