package org.ooni.pipeline.can;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Sha1;

/** Reads and writes {@code canned/<bucket>/index.json.gz}, a can at a time. */
public final class CanIndex {
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}/)[^/\\x00]+/(?!\\.{1,2}$)[^/\\x00]+");

    private CanIndex() {}

    public static Reader open(Path index) throws IOException {
        return new Reader(index);
    }

    /** Not thread-safe. */
    public static final class Reader implements Closeable {
        private final Path index;
        private final JsonLines.Reader lines;
        private long row;

        private Reader(Path index) throws IOException {
            this.index = index;
            this.lines = JsonLines.read(Gzip.open(index), index.toString());
        }

        /** The next can, or null at the end. */
        public Can next() throws IOException {
            JsonNode line = lines.next();
            row++;
            return line == null ? null : can(line);
        }

        private Can can(JsonNode line) throws CorruptFileException {
            String filename = name(line, "filename");
            if (!line.has("canned")) {
                return new BlobCan(filename, digest(line, "file"), report(line));
            }
            if (!line.get("canned").isArray()) {
                throw corrupt("canned is not a list");
            }
            List<CannedText> reports = new ArrayList<>();
            for (JsonNode report : line.get("canned")) {
                reports.add(report(report));
            }
            return new TarCan(filename, digest(line, "file"), size(line, "text_size"), reports);
        }

        private CannedText report(JsonNode node) throws CorruptFileException {
            return new CannedText(name(node, "textname"), digest(node, "text"));
        }

        private FileDigest digest(JsonNode node, String prefix) throws CorruptFileException {
            try {
                return new FileDigest(
                        size(node, prefix + "_size"),
                        Math.toIntExact(number(node, prefix + "_crc32")),
                        Sha1.ofBase64(text(node, prefix + "_sha1")));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw corrupt("bad " + prefix + " digest");
            }
        }

        /** Later stages write under these names: they must not lead elsewhere. */
        private String name(JsonNode node, String key) throws CorruptFileException {
            String name = text(node, key);
            if (!NAME.matcher(name).matches()) {
                throw corrupt(key + " is not <bucket>/<file>");
            }
            return name;
        }

        private String text(JsonNode node, String key) throws CorruptFileException {
            if (!node.path(key).isTextual()) {
                throw corrupt("no " + key);
            }
            return node.get(key).textValue();
        }

        private long size(JsonNode node, String key) throws CorruptFileException {
            long size = number(node, key);
            if (size < 0) {
                throw corrupt(key + " is negative");
            }
            return size;
        }

        private long number(JsonNode node, String key) throws CorruptFileException {
            if (!node.path(key).isIntegralNumber() || !node.get(key).canConvertToLong()) {
                throw corrupt("no " + key);
            }
            return node.get(key).longValue();
        }

        private CorruptFileException corrupt(String reason) {
            return new CorruptFileException(index.toString(), "row " + row + ": " + reason);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** Writes one can's row, keys sorted. */
    public static void write(Can can, JsonLines.Writer lines) throws IOException {
        lines.line(json -> {
            if (can instanceof TarCan tar) {
                json.writeArrayFieldStart("canned");
                for (CannedText report : tar.reports()) {
                    json.writeStartObject();
                    writeText(json, report);
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeNumberField("file_crc32", can.file().crc32());
            json.writeStringField("file_sha1", can.file().sha1().base64());
            json.writeNumberField("file_size", can.file().size());
            json.writeStringField("filename", can.filename());
            if (can instanceof BlobCan blob) {
                writeText(json, blob.report());
            } else {
                json.writeNumberField("text_size", can.textSize());
            }
        });
    }

    private static void writeText(JsonGenerator json, CannedText report) throws IOException {
        json.writeNumberField("text_crc32", report.digest().crc32());
        json.writeStringField("text_sha1", report.digest().sha1().base64());
        json.writeNumberField("text_size", report.digest().size());
        json.writeStringField("textname", report.textname());
    }
}
