package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;

/**
 * Builds the tree of a measurement, and leaves long strings where they are ({@link LongText}). It knows plain JSON alone:
 * whatever is unusual, right or wrong, it declines, and a general parser has the say. The trees of the two are equal.
 * Not thread-safe.
 */
public final class DatumTree {
    /** Bytes from which on a string is not made a {@code String} at once. */
    static final int LONG = 512;

    /** Values within values. */
    static final int MAX_DEPTH = 200;

    /** Digits that always fit a long. */
    private static final int LONG_DIGITS = 18;

    private final byte[] text;
    private final KnownNames names;
    private final JsonStringReader strings;
    private int at;
    private int end;

    /** @param text of which values are read; it is not to be changed afterwards */
    public DatumTree(byte[] text) {
        this.text = text;
        this.names = new KnownNames(text);
        this.strings = new JsonStringReader(text);
    }

    /** The value in {@code [from, from + size)}, and nothing beside it; null if it is declined. */
    public JsonNode read(int from, int size) {
        at = from;
        end = from + size;
        try {
            JsonNode value = value(0);
            return token() == -1 ? value : null;
        } catch (Declined e) {
            return null;
        }
    }

    /** Not an error: somebody else is asked. */
    static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final Declined INSTANCE = new Declined();

        private Declined() {
            super(null, null, false, false);
        }
    }

    private JsonNode value(int depth) {
        switch (token()) {
            case '{':
                return object(depth + 1);
            case '[':
                return array(depth + 1);
            case '"':
                return string();
            case 't':
                return word("true", BooleanNode.TRUE);
            case 'f':
                return word("false", BooleanNode.FALSE);
            case 'n':
                return word("null", NullNode.instance);
            default:
                return number();
        }
    }

    private ObjectNode object(int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        enter(depth);
        if (token() == '}') {
            at++;
            return object;
        }
        while (true) {
            expect('"');
            int from = at;
            at = strings.read(from, end);
            String name = strings.isPlain() ? names.of(from, at - 1) : strings.string();
            expect(':');
            object.set(name, value(depth));
            if (token() != ',') {
                expect('}');
                return object;
            }
            at++;
        }
    }

    private ArrayNode array(int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        enter(depth);
        if (token() == ']') {
            at++;
            return array;
        }
        while (true) {
            array.add(value(depth));
            if (token() != ',') {
                expect(']');
                return array;
            }
            at++;
        }
    }

    private void enter(int depth) {
        if (depth > MAX_DEPTH) {
            throw Declined.INSTANCE;
        }
        at++;
    }

    private JsonNode string() {
        at = strings.read(at + 1, end);
        return strings.size() < LONG ? TextNode.valueOf(strings.string()) : strings.longText();
    }

    private JsonNode word(String word, JsonNode value) {
        for (int i = 0; i < word.length(); i++) {
            if (at == end || text[at++] != word.charAt(i)) {
                throw Declined.INSTANCE;
            }
        }
        return value;
    }

    private JsonNode number() {
        int from = at;
        boolean negative = at < end && text[at] == '-';
        if (negative) {
            at++;
        }
        int digits = at;
        long number = 0;
        while (at < end && isDigit(text[at])) {
            number = 10 * number + text[at++] - '0';
        }
        boolean leadingZero = at - digits > 1 && text[digits] == '0';
        if (at == digits || leadingZero) {
            throw Declined.INSTANCE;
        }
        if (at < end && (text[at] == '.' || (text[at] | 0x20) == 'e')) {
            return fraction(from);
        }
        if (at - digits > LONG_DIGITS) {
            throw Declined.INSTANCE;
        }
        return integer(negative ? -number : number);
    }

    private static JsonNode integer(long number) {
        return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    private JsonNode fraction(int from) {
        if (text[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (text[at] | 0x20) == 'e') {
            at++;
            if (at < end && (text[at] == '-' || text[at] == '+')) {
                at++;
            }
            digits();
        }
        return DoubleNode.valueOf(Double.parseDouble(new String(text, from, at - from, StandardCharsets.ISO_8859_1)));
    }

    private void digits() {
        int from = at;
        while (at < end && isDigit(text[at])) {
            at++;
        }
        if (at == from) {
            throw Declined.INSTANCE;
        }
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** Goes over blanks; the byte there, -1 at the end. */
    private int token() {
        while (at < end) {
            byte c = text[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c & 0xFF;
            }
            at++;
        }
        return -1;
    }

    private void expect(char c) {
        if (token() != c) {
            throw Declined.INSTANCE;
        }
        at++;
    }
}
