package org.ooni.pipeline.autoclaved;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
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

/** Reads the events of {@code autoclaved/<bucket>/index.json.gz} one by one, and checks their grammar. */
public final class AutoclavedIndex implements Closeable {
    private final Path index;
    private final JsonLines.Reader lines;
    private final IndexGrammar grammar = new IndexGrammar();
    private long row;

    private AutoclavedIndex(Path index) throws IOException {
        this.index = index;
        this.lines = JsonLines.read(Gzip.open(index), index.toString());
    }

    public static AutoclavedIndex open(Path index) throws IOException {
        return new AutoclavedIndex(index);
    }

    /**
     * The next event, or null at the end.
     *
     * @throws CorruptFileException with the row, for an event that is unknown, incomplete or out of place
     */
    public IndexLine next() throws IOException {
        JsonNode line = lines.next();
        row++;
        if (line == null) {
            require(grammar.end());
            return null;
        }
        IndexLine event = event(line);
        require(grammar.accept(event));
        return event;
    }

    private void require(String wrong) throws CorruptFileException {
        if (wrong != null) {
            throw corrupt(wrong);
        }
    }

    private IndexLine event(JsonNode line) throws CorruptFileException {
        switch (text(line, "type")) {
            case "file":
                return new FileStart(text(line, "filename"));
            case "frame":
                return new FrameStart(
                        number(line, "file_off"),
                        number(line, "file_size"),
                        number(line, "text_off"),
                        number(line, "text_size"));
            case "report":
                return new ReportStart(text(line, "textname"), number(line, "src_size"), sha1(line, "orig_sha1"));
            case "datum":
                return new Datum(sha1(line, "orig_sha1"), number(line, "text_off"), number(line, "text_size"));
            case "badblob":
                return new BadBlob(
                        sha1(line, "orig_sha1"), number(line, "src_off"), number(line, "src_size"), text(line, "info"));
            case "/report":
                return line.has("src_cutoff")
                        ? new ReportEnd(
                                OptionalLong.of(number(line, "src_cutoff")),
                                line.path("info").asText())
                        : ReportEnd.WHOLE;
            case "/frame":
                return new FrameEnd();
            case "/file":
                return new FileEnd(
                        number(line, "file_size"),
                        sha1(line, "file_sha1"),
                        Math.toIntExact(number(line, "file_crc32")));
            default:
                throw corrupt("unknown event");
        }
    }

    private String text(JsonNode line, String key) throws CorruptFileException {
        if (!line.path(key).isTextual()) {
            throw corrupt("no " + key);
        }
        return line.get(key).textValue();
    }

    private long number(JsonNode line, String key) throws CorruptFileException {
        JsonNode value = line.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw corrupt("no " + key);
        }
        return value.longValue();
    }

    private Sha1 sha1(JsonNode line, String key) throws CorruptFileException {
        try {
            return Sha1.ofBase64(text(line, key));
        } catch (IllegalArgumentException e) {
            throw corrupt("bad " + key);
        }
    }

    private CorruptFileException corrupt(String reason) {
        return new CorruptFileException(index.toString(), row, "row " + row + ": " + reason);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
