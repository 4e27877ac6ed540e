package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.string;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The body of a response as bytes, without the chunks of its transfer (Feeder rules §2.4). */
final class BodyBytes {
    private static final byte[] NO_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] LAST_CHUNK = ascii("\r\n0\r\n\r\n");

    private BodyBytes() {}

    /** The bytes of the body of {@code response}, an object; null when the body is null. */
    static byte[] of(JsonNode response) {
        JsonNode body = need(response, "body");
        return body.isNull() ? null : withoutChunks(bytes(body), response);
    }

    /** Of a text, or of the object that stands for bytes. */
    private static byte[] bytes(JsonNode body) {
        if (body.isObject()) {
            return Base64Object.decode(body, "body");
        }
        return body instanceof LongText text ? text.utf8() : Utf8.bytes(string(body, "body"));
    }

    /** Chunks are undone only where the body ends like them; then the headers must say so, too. */
    private static byte[] withoutChunks(byte[] body, JsonNode response) {
        if (Arrays.equals(body, NO_CHUNK)) {
            return new byte[0];
        }
        if (!endsLikeChunks(body)) {
            return body;
        }
        if (!saysChunked(need(response, "headers"))) {
            throw new DatumException("a body that ends like chunks", "headers");
        }
        return Chunks.join(body);
    }

    private static boolean endsLikeChunks(byte[] body) {
        int from = body.length - LAST_CHUNK.length;
        return from >= 0 && Arrays.equals(body, from, body.length, LAST_CHUNK, 0, LAST_CHUNK.length);
    }

    private static boolean saysChunked(JsonNode headers) {
        if (!headers.isObject()) {
            throw new DatumException("not an object", "headers");
        }
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            if (is("transfer-encoding", header.getKey()) && is("chunked", string(header.getValue(), "headers"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(String wanted, String text) {
        return text.length() == wanted.length() && text.toLowerCase(Locale.ROOT).equals(wanted);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
