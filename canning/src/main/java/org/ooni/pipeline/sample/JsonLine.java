package org.ooni.pipeline.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Spells a measurement as one line of JSON. */
final class JsonLine {
    private static final JsonFactory UTF8 = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final JsonFactory ASCII = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private JsonLine() {}

    /** The object and a line feed; nothing else in it ends a line. {@code ascii} escapes all other characters. */
    static byte[] of(Fields fields, boolean ascii) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (JsonGenerator json = (ascii ? ASCII : UTF8).createGenerator(bytes)) {
            write(json, fields);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof byte[] bytes) {
            writeBytes(json, bytes);
        } else if (value instanceof List<?> list) {
            writeList(json, list);
        } else if (value instanceof Fields fields) {
            writeFields(json, fields);
        } else {
            throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    private static void writeFields(JsonGenerator json, Fields fields) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Object> field : fields.entries()) {
            json.writeFieldName(field.getKey());
            write(json, field.getValue());
        }
        json.writeEndObject();
    }

    private static void writeList(JsonGenerator json, List<?> list) throws IOException {
        json.writeStartArray();
        for (Object element : list) {
            write(json, element);
        }
        json.writeEndArray();
    }

    /** Probes send what is not UTF-8 in this form. */
    private static void writeBytes(JsonGenerator json, byte[] bytes) throws IOException {
        json.writeStartObject();
        json.writeStringField("data", Base64.getEncoder().encodeToString(bytes));
        json.writeStringField("format", "base64");
        json.writeEndObject();
    }
}
