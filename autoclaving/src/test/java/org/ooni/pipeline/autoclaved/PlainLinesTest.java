package org.ooni.pipeline.autoclaved;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Sha1;

/** The quick reading of an index against that of the JSON parser, which a blank before the first line sets to work. */
class PlainLinesTest {
    private static final String TOUCHED = "0123456789\"\\{}:, -.eE\n\r\tAz/=+\u007f";

    @TempDir
    private Path directory;

    private Path index;

    @BeforeEach
    void nameIndex() {
        index = directory.resolve("index.json.gz");
    }

    /** What reading gives: the events, and how it ends. */
    private record Outcome(List<IndexLine> events, String failure) {}

    private Outcome read(String text) throws IOException {
        try (OutputStream out = Gzip.compress(Files.newOutputStream(index))) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        List<IndexLine> events = new ArrayList<>();
        try (AutoclavedIndex lines = AutoclavedIndex.open(index)) {
            for (IndexLine line = lines.next(); line != null; line = lines.next()) {
                events.add(line);
            }
            return new Outcome(events, "");
        } catch (CorruptFileException e) {
            // Where an object began, the parser counts from where it has begun itself.
            return new Outcome(events, e.getMessage().replaceFirst("\\(start marker.*", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bothReadTheSameWhateverIsChanged(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            StringBuilder text = new StringBuilder(spell(events(random)));
            for (int change = random.nextInt(4); change > 0; change--) {
                change(text, random);
            }
            assertThat(read(text.toString())).as(text.toString()).isEqualTo(read(" " + text));
        }
    }

    private static void change(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        char other =
                random.nextInt(20) == 0 ? (char) random.nextInt(256) : TOUCHED.charAt(random.nextInt(TOUCHED.length()));
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, other);
            case 1 -> text.deleteCharAt(at);
            case 2 -> text.setLength(at + 1);
            default -> text.setCharAt(at, other);
        }
    }

    @Test
    void linesOfAllLengthsCrossTheBuffersEnd() throws IOException {
        List<IndexLine> events = new ArrayList<>();
        for (int length : new int[] {1, 60_000, 5_000, 65_000, 65_535, 65_536, 70_000, 200_000, 2}) {
            events.add(new FileStart("2017-01-01/" + "a".repeat(length)));
            events.add(new FileEnd(0, sha1(new Random(length)), -1));
        }

        assertThat(read(spell(events))).isEqualTo(new Outcome(events, ""));
    }

    @Test
    void aLastLineThatIsNotEndedIsRead() throws IOException {
        String text = spell(List.of(new FileStart("2017-01-01/a"), new FileEnd(0, sha1(new Random(1)), 7)));

        assertThat(read(text.stripTrailing())).isEqualTo(read(text));
    }

    /** Of a few files, in the order that the grammar asks for. */
    private static List<IndexLine> events(Random random) {
        List<IndexLine> events = new ArrayList<>();
        for (int file = random.nextInt(3); file >= 0; file--) {
            events.add(new FileStart("2017-01-01/file " + file));
            long fileOff = 0;
            long textOff = 0;
            for (int frame = random.nextInt(3); frame >= 0; frame--) {
                FrameStart start = new FrameStart(fileOff, 1 + random.nextInt(1000), textOff, 1000 + size(random));
                events.add(start);
                addReport(events, start, random);
                events.add(new FrameEnd());
                fileOff += start.fileSize();
                textOff += start.textSize();
            }
            events.add(new FileEnd(fileOff, sha1(random), random.nextInt()));
        }
        return events;
    }

    private static void addReport(List<IndexLine> events, FrameStart frame, Random random) {
        events.add(new ReportStart("2017-01-01/" + string(random), size(random), sha1(random)));
        for (int item = random.nextInt(4); item > 0; item--) {
            events.add(
                    random.nextInt(4) == 0
                            ? new BadBlob(sha1(random), size(random), size(random), string(random))
                            : new Datum(sha1(random), frame.textOff() + random.nextInt(500), random.nextInt(500)));
        }
        events.add(
                random.nextInt(4) == 0
                        ? new ReportEnd(OptionalLong.of(size(random)), string(random))
                        : ReportEnd.WHOLE);
    }

    /** Of any length, up to about 2^61. */
    private static long size(Random random) {
        return random.nextLong() >>> (3 + random.nextInt(61));
    }

    private static String string(Random random) {
        String[] pieces = {"", "a", "ndt", "<class 'x'>", "\"", "\\", "é", "\u0000", " ", "/", "\u007f", "😀"};
        StringBuilder text = new StringBuilder();
        for (int piece = random.nextInt(3); piece >= 0; piece--) {
            text.append(pieces[random.nextInt(random.nextInt(10) == 0 ? pieces.length : 4)]);
        }
        return text.toString();
    }

    private static Sha1 sha1(Random random) {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return Sha1.of(bytes);
    }

    private static String spell(List<IndexLine> events) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonLines.Writer lines = JsonLines.write(out)) {
            for (IndexLine event : events) {
                event.writeTo(lines);
            }
        }
        return out.toString(StandardCharsets.US_ASCII);
    }
}
