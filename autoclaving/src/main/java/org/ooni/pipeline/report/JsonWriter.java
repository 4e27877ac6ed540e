package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Writes trees as the strict, compact, single-line JSON of {@link JsonText}: a blob's tree gives the very bytes that
 * copying the blob gives.
 *
 * <p>Byte strings are written as {@code {"data":BASE64,"format":"base64"}} (D9), floats with the fewest digits that
 * read back and always with a point or an exponent (D12), infinities and NaN as null (D13), integers exactly (D10).
 */
public final class JsonWriter {
    /** Levels of objects and arrays in one measurement, read or written (normalisation rules §2.1). */
    public static final int MAX_DEPTH = 1024;

    /**
     * Bytes of one measurement after which no further value is written (normalisation rules D45). None worth keeping
     * grows to it, and writing one takes several times as much memory.
     */
    private static final int MAX_LENGTH = 128 << 20;

    /** Characters for which room is made at once. */
    private static final int STEP = 1024;

    /** Bytes that most single values fit in. */
    private static final int SMALL = 32;

    private final TextBuffer out;

    private JsonWriter(TextBuffer out) {
        this.out = out;
    }

    /**
     * Appends a tree.
     *
     * @throws BadBlobException {@link BadReason#OVERFLOW} if the tree is deeper than {@value #MAX_DEPTH} levels, or
     *     its text longer than any measurement worth keeping
     * @throws IllegalArgumentException if a node is of no kind that measurements have
     */
    public static void write(JsonNode tree, TextBuffer out) throws BadBlobException {
        new JsonWriter(out).value(tree, 0);
    }

    /** Appends a string, with its quotes. */
    public static void write(String string, TextBuffer out) {
        new JsonWriter(out).string(string);
    }

    /**
     * A tree as a string, written in the same way.
     *
     * @throws BadBlobException as {@link #write(JsonNode, TextBuffer)}
     */
    public static String text(JsonNode tree) throws BadBlobException {
        TextBuffer out = new TextBuffer(SMALL);
        write(tree, out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    private void value(JsonNode node, int depth) throws BadBlobException {
        if (out.length() > MAX_LENGTH) {
            throw new BadBlobException(BadReason.OVERFLOW, "more than " + MAX_LENGTH + " bytes of JSON");
        }
        switch (node.getNodeType()) {
            case OBJECT -> object(node, deeper(depth));
            case ARRAY -> array(node, deeper(depth));
            case STRING -> string(node.textValue());
            case NUMBER -> number(node);
            case BOOLEAN -> out.append(node.booleanValue() ? "true" : "false");
            case NULL -> out.append("null");
            case BINARY -> binary(node);
            case MISSING, POJO -> throw unexpected(node);
        }
    }

    private static int deeper(int depth) throws BadBlobException {
        if (depth == MAX_DEPTH) {
            throw new BadBlobException(BadReason.OVERFLOW, "more than " + MAX_DEPTH + " levels");
        }
        return depth + 1;
    }

    private void object(JsonNode node, int depth) throws BadBlobException {
        char separator = '{';
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            out.append(separator);
            string(member.getKey());
            out.append(':');
            value(member.getValue(), depth);
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private void array(JsonNode node, int depth) throws BadBlobException {
        char separator = '[';
        for (JsonNode element : node) {
            out.append(separator);
            value(element, depth);
            separator = ',';
        }
        out.append(separator == '[' ? "[]" : "]");
    }

    private void string(String text) {
        out.append('"');
        int at = 0;
        while (at < text.length()) {
            at = characters(text, at, Math.min(text.length(), at + STEP));
        }
        out.append('"');
    }

    private int characters(String text, int from, int to) {
        byte[] bytes = out.room((to - from) * StrictCharacters.LONGEST);
        int written = out.length();
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (StrictCharacters.isPlain(c)) {
                bytes[written++] = (byte) c;
                at++;
            } else {
                int point = text.codePointAt(at);
                written = StrictCharacters.put(bytes, written, point);
                at += Character.charCount(point);
            }
        }
        out.length(written);
        return at;
    }

    private void number(JsonNode node) {
        if (node instanceof LiteralNumberNode) {
            out.append(node.asText());
        } else if (node.isBigInteger()) {
            out.append(node.bigIntegerValue().toString());
        } else if (node.isIntegralNumber()) {
            out.append(Long.toString(node.longValue()));
        } else if (node.isDouble()) {
            double value = node.doubleValue();
            out.append(Double.isFinite(value) ? ShortestDouble.of(value) : "null");
        } else {
            throw unexpected(node);
        }
    }

    private void binary(JsonNode node) {
        try {
            out.append("{\"data\":\"");
            out.append(new String(Base64.getEncoder().encode(node.binaryValue()), StandardCharsets.ISO_8859_1));
            out.append("\",\"format\":\"base64\"}");
        } catch (IOException e) {
            throw new UncheckedIOException("bytes at hand cannot fail to be read", e);
        }
    }

    private static IllegalArgumentException unexpected(JsonNode node) {
        return new IllegalArgumentException("no node of a measurement: " + node.getClass());
    }
}
