package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds trees from the strict text that {@link JsonText} and {@link JsonWriter} write. That text was checked as it was
 * written, its depth included, so nothing but its size is checked here: there is one grammar for both ways, and one
 * place for it.
 */
final class JsonTree {
    /** Values of one tree (normalisation rules D45): as objects they take up to a hundred times their text. */
    static final int NODES = 1_000_000;

    /** Digits that always fit a long. */
    private static final int LONG_DIGITS = 18;

    private final byte[] text;
    private int at;
    private int nodes;
    private char[] chars = new char[256];

    private JsonTree(byte[] text, int at) {
        this.text = text;
        this.at = at;
    }

    /**
     * The value that begins at {@code from}.
     *
     * @throws BadBlobException {@link BadReason#OVERFLOW} if there are more than {@value #NODES} values in it
     */
    static JsonNode read(byte[] text, int from) throws BadBlobException {
        return new JsonTree(text, from).value();
    }

    /** The string whose first quote is at {@code from}. */
    static String string(byte[] text, int from) {
        return new JsonTree(text, from).string();
    }

    private JsonNode value() throws BadBlobException {
        if (++nodes > NODES) {
            throw new BadBlobException(BadReason.OVERFLOW, "more than " + NODES + " values");
        }
        return switch (text[at]) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> TextNode.valueOf(string());
            case 't' -> word(4, BooleanNode.TRUE);
            case 'f' -> word(5, BooleanNode.FALSE);
            case 'n' -> word(4, NullNode.instance);
            default -> number();
        };
    }

    private JsonNode word(int length, JsonNode value) {
        at += length;
        return value;
    }

    private ObjectNode object() throws BadBlobException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        at++;
        while (text[at] != '}') {
            skip(',');
            String key = string();
            at++;
            object.set(key, value());
        }
        at++;
        return object;
    }

    private ArrayNode array() throws BadBlobException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        at++;
        while (text[at] != ']') {
            skip(',');
            array.add(value());
        }
        at++;
        return array;
    }

    private void skip(char c) {
        if (text[at] == c) {
            at++;
        }
    }

    private JsonNode number() {
        int from = at;
        boolean integer = true;
        for (; isNumeric(text[at]); at++) {
            integer &= text[at] <= '9' && text[at] != '.';
        }
        if (integer && at - from <= LONG_DIGITS) {
            return integer(from);
        }
        String literal = new String(text, from, at - from, StandardCharsets.ISO_8859_1);
        return integer && fitsLong(literal)
                ? LongNode.valueOf(Long.parseLong(literal))
                : new LiteralNumberNode(literal, integer);
    }

    private JsonNode integer(int from) {
        boolean negative = text[from] == '-';
        long value = 0;
        for (int i = negative ? from + 1 : from; i < at; i++) {
            value = 10 * value + text[i] - '0';
        }
        value = negative ? -value : value;
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    private static boolean fitsLong(String literal) {
        String limit = literal.charAt(0) == '-' ? "-9223372036854775808" : "9223372036854775807";
        return literal.length() < limit.length() || literal.length() == limit.length() && literal.compareTo(limit) <= 0;
    }

    private static boolean isNumeric(byte c) {
        return c >= '0' && c <= '9' || c == '-' || c == '.' || c == 'e' || c == 'E' || c == '+';
    }

    private String string() {
        int from = ++at;
        while (text[at] >= 0 && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        if (text[at] == '"') {
            return new String(text, from, at++ - from, StandardCharsets.ISO_8859_1);
        }
        at = from;
        return decoded();
    }

    private String decoded() {
        int length = 0;
        while (text[at] != '"') {
            if (length + 2 > chars.length) {
                chars = Arrays.copyOf(chars, 2 * length);
            }
            int c = text[at] == '\\' ? escape() : character();
            if (c < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
                chars[length++] = (char) c;
            } else {
                chars[length++] = Character.highSurrogate(c);
                chars[length++] = Character.lowSurrogate(c);
            }
        }
        at++;
        return new String(chars, 0, length);
    }

    private int escape() {
        at += 2;
        return switch (text[at - 1]) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> {
                at += 4;
                yield Integer.parseInt(new String(text, at - 4, 4, StandardCharsets.ISO_8859_1), 16);
            }
            default -> text[at - 1];
        };
    }

    private int character() {
        int lead = text[at++];
        if (lead >= 0) {
            return lead;
        }
        int length = lead < (byte) 0xE0 ? 2 : lead < (byte) 0xF0 ? 3 : 4;
        int c = lead & 0xFF >> length + 1;
        for (int i = 1; i < length; i++) {
            c = c << 6 | text[at++] & 0x3F;
        }
        return c;
    }
}
