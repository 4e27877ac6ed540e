package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.JsonWriter;

/** The bodies and header values of HTTP, and other texts of strangers (normalisation rules §5.1). */
final class HttpText {
    private HttpText() {}

    /**
     * Text without NULs, bytes that are no text, an encoded {@code {"data","format"}} mapping, or null.
     *
     * @throws BadBlobException if the value cannot be written as JSON text
     */
    static JsonNode normal(JsonNode value) throws BadBlobException {
        if (value == null || value.isNull() || isEncoded(value)) {
            return value;
        }
        if (!TextOrBytes.is(value)) {
            // D31: the JSON text of what is no string.
            return TextNode.valueOf(JsonWriter.text(value));
        }
        String characters = TextOrBytes.characters(value);
        JsonNode cleaned = characters.indexOf(0) < 0 ? value : TextOrBytes.like(value, characters.replace("\0", ""));
        JsonNode decoded = cleaned.isBinary() ? TextOrBytes.of(TextOrBytes.bytes(cleaned)) : cleaned;
        // D32: what stays bytes keeps all of them.
        return decoded.isBinary() ? value : decoded;
    }

    /** D31: bytes that a probe has put into text already. */
    private static boolean isEncoded(JsonNode value) {
        return value.isObject()
                && value.size() == 2
                && value.path("data").isTextual()
                && value.path("format").asText().equals("base64");
    }
}
