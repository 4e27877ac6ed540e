package org.ooni.pipeline.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipException;

/**
 * One JSON object a line, spelled as the original spells its indexes: ASCII, {@code ", "} between members and
 * {@code ": "} after keys. Callers write keys in sorted order.
 */
public final class JsonLines {
    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonLines() {}

    /** Writes to {@code out}, which is closed with the writer. */
    public static Writer write(OutputStream out) throws IOException {
        return new Writer(out);
    }

    /** Reads from {@code in}, which is closed with the reader; {@code file} is for messages. */
    public static Reader read(InputStream in, String file) {
        return read(in, file, 0);
    }

    /** As {@link #read(InputStream, String)}, where {@code in} begins behind so many {@code lines}. */
    public static Reader read(InputStream in, String file, long lines) {
        return new Reader(in, file, lines);
    }

    /** Writes the members of one object. */
    @FunctionalInterface
    public interface Members {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Not thread-safe. */
    public static final class Writer implements Closeable {
        private final JsonGenerator json;

        private Writer(OutputStream out) throws IOException {
            json = JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                    .build()
                    .createGenerator(out);
            json.setPrettyPrinter(new OriginalSpelling());
        }

        public void line(Members members) throws IOException {
            json.writeStartObject();
            members.writeTo(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }

        /** Writes a line as it was read. */
        public void line(JsonNode object) throws IOException {
            MAPPER.writeTree(json, object);
            json.writeRaw('\n');
        }

        @Override
        public void close() throws IOException {
            json.close();
        }
    }

    /** Not thread-safe. */
    public static final class Reader implements Closeable {
        private final String file;
        private final InputStream in;
        private MappingIterator<JsonNode> values;
        private long line;

        private Reader(InputStream in, String file, long line) {
            this.file = file;
            this.line = line;
            this.in = in;
        }

        /** The next object, or null at the end. */
        public JsonNode next() throws IOException {
            line++;
            try {
                if (values == null) {
                    // The first bytes are read here, where their damage has a name.
                    values = MAPPER.readerFor(JsonNode.class).readValues(in);
                }
                if (!values.hasNextValue()) {
                    return null;
                }
                JsonNode value = values.nextValue();
                if (!value.isObject()) {
                    throw new CorruptFileException(file, "line " + line + " is not a JSON object");
                }
                return value;
            } catch (JsonProcessingException e) {
                throw new CorruptFileException(file, "line " + line + " is not JSON: " + e.getOriginalMessage());
            } catch (CharConversionException e) {
                throw new CorruptFileException(file, "line " + line + " is not text: " + e.getMessage());
            } catch (EOFException | ZipException e) {
                throw new CorruptFileException(file, "damaged gzip near line " + line + ": " + e.getMessage());
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static final class OriginalSpelling extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        OriginalSpelling() {
            super("");
        }

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
            json.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(", ");
        }
    }
}
