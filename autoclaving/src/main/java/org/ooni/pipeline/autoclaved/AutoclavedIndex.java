package org.ooni.pipeline.autoclaved;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;
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
    private static final Pattern FILENAME = Pattern.compile("(?!\\.{1,2}/)[^/\\x00]+/(?!\\.{1,2}$)[^/\\x00]+");

    private final Path index;
    private final InputStream in;
    private final PlainLines plain;
    private JsonLines.Reader lines;
    private final IndexGrammar grammar = new IndexGrammar();
    private long row;

    private AutoclavedIndex(Path index) throws IOException {
        this.index = index;
        this.in = Gzip.open(index);
        this.plain = new PlainLines(in);
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
        row++;
        IndexLine event = lines == null ? plain.next() : null;
        if (event == null && !plain.isAtEnd()) {
            event = parsed();
        } else if (event instanceof FileStart start) {
            requireFilename(start.filename());
        }
        require(event == null ? grammar.end() : grammar.accept(event));
        return event;
    }

    /** From the first line on that is spelled otherwise all lines may be any JSON. */
    private IndexLine parsed() throws IOException {
        if (lines == null) {
            lines = JsonLines.read(plain.rest(), index.toString(), row - 1);
        }
        JsonNode line = lines.next();
        return line == null ? null : event(line);
    }

    private void require(String wrong) throws CorruptFileException {
        if (wrong != null) {
            throw corrupt(wrong);
        }
    }

    private IndexLine event(JsonNode line) throws CorruptFileException {
        switch (text(line, "type")) {
            case "file":
                return new FileStart(requireFilename(text(line, "filename")));
            case "frame":
                return new FrameStart(
                        size(line, "file_off"),
                        size(line, "file_size"),
                        size(line, "text_off"),
                        size(line, "text_size"));
            case "report":
                return new ReportStart(text(line, "textname"), size(line, "src_size"), sha1(line, "orig_sha1"));
            case "datum":
                return new Datum(sha1(line, "orig_sha1"), size(line, "text_off"), size(line, "text_size"));
            case "badblob":
                return new BadBlob(
                        sha1(line, "orig_sha1"), size(line, "src_off"), size(line, "src_size"), text(line, "info"));
            case "/report":
                return line.has("src_cutoff")
                        ? new ReportEnd(OptionalLong.of(size(line, "src_cutoff")), text(line, "info"))
                        : ReportEnd.WHOLE;
            case "/frame":
                return new FrameEnd();
            case "/file":
                return new FileEnd(size(line, "file_size"), sha1(line, "file_sha1"), crc32(line));
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

    /** Whoever reads the index opens what it names below the archive's root: it must not lead elsewhere. */
    private String requireFilename(String filename) throws CorruptFileException {
        if (!FILENAME.matcher(filename).matches()) {
            throw corrupt("filename is not <bucket>/<file>");
        }
        return filename;
    }

    /** Of a size or an offset, which is not negative. */
    private long size(JsonNode line, String key) throws CorruptFileException {
        JsonNode value = line.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw corrupt("no " + key);
        }
        if (value.longValue() < 0) {
            throw corrupt(key + " is negative");
        }
        return value.longValue();
    }

    private int crc32(JsonNode line) throws CorruptFileException {
        JsonNode value = line.path("file_crc32");
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw corrupt("no file_crc32");
        }
        return value.intValue();
    }

    private Sha1 sha1(JsonNode line, String key) throws CorruptFileException {
        try {
            return Sha1.ofBase64(text(line, key));
        } catch (IllegalArgumentException e) {
            throw corrupt("bad " + key);
        }
    }

    private CorruptFileException corrupt(String reason) {
        return new CorruptFileException(index.toString(), "row " + row + ": " + reason);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
