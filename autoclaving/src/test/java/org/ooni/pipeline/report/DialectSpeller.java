package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;

/** Makes random values, and spells a value in one of the many ways the dialect allows. */
final class DialectSpeller {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] BLANKS = {"", "", "", " ", "\n", "\t ", "\r\n"};
    private static final String[] FLOATS = {"1.0", "-0.0", "0.5", "1e400", "1E-7", "-12.25e+3", "3.0e5"};
    private static final String[] INTEGERS = {
        "0",
        "7",
        "-7",
        "2147483648",
        "-9223372036854775808",
        "9223372036854775807",
        "9223372036854775808",
        "-" + "9".repeat(40)
    };
    private static final int[] CHARACTERS = {
        'a', ' ', '"', '\\', '/', '\n', 1, 0x1f, 0x7f, 0x80, 0xbf, 0xe9, 0x7ff, 0x800, 0x20ac, 0xd7ff, 0xd800, 0xdbff,
        0xdc00, 0xdfff, 0xe000, 0xffff, 0x10000, 0x1f600, 0x10ffff, 0
    };

    private final Random random;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    DialectSpeller(Random random) {
        this.random = random;
    }

    ObjectNode object(int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.set(text(), value(depth));
        }
        return object;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> new LiteralNumberNode(FLOATS[random.nextInt(FLOATS.length)], false);
            case 3 -> integer();
            case 4, 5 -> NODES.textNode(text());
            case 6 -> object(depth - 1);
            default -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(depth - 1));
                }
                yield array;
            }
        };
    }

    private JsonNode integer() {
        String digits = INTEGERS[random.nextInt(INTEGERS.length)];
        BigInteger value = new BigInteger(digits);
        if (value.bitLength() > 63) {
            return new LiteralNumberNode(digits, true);
        }
        return value.bitLength() > 31 ? NODES.numberNode(value.longValue()) : NODES.numberNode(value.intValue());
    }

    private String text() {
        StringBuilder text = new StringBuilder("x".repeat(random.nextInt(3) * random.nextInt(12)));
        for (int i = random.nextInt(10); i > 0; i--) {
            text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }

    byte[] spelled(ObjectNode object) {
        out.reset();
        spellObject(object);
        return out.toByteArray();
    }

    private void spell(JsonNode node) {
        blank();
        if (node.isObject()) {
            spellObject(node);
        } else if (node.isArray()) {
            spellArray(node);
        } else if (node.isTextual()) {
            spellString(node.textValue());
        } else {
            ascii(node.isNumber() ? number(node.asText()) : node.asText());
        }
        blank();
    }

    private void spellObject(JsonNode object) {
        ascii("{");
        for (Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            blank();
            spellString(member.getKey());
            blank();
            ascii(":");
            spell(member.getValue());
            ascii(members.hasNext() || random.nextInt(4) == 0 ? "," : "");
        }
        blank();
        ascii("}");
    }

    private void spellArray(JsonNode array) {
        ascii("[");
        blank();
        for (int i = 0; i < array.size(); i++) {
            ascii(i == 0 ? "" : ",");
            spell(array.get(i));
        }
        ascii("]");
    }

    private String number(String literal) {
        boolean negative = literal.startsWith("-");
        String digits = "0".repeat(random.nextInt(3)) + literal.substring(negative ? 1 : 0);
        boolean bare = random.nextBoolean() && digits.matches("[0-9]+[.]0(e.*)?");
        String sign = negative || literal.equals("0") && random.nextBoolean() ? "-" : "";
        return sign + (bare ? digits.replaceFirst("[.]0", ".") : digits);
    }

    private void spellString(String text) {
        ascii("\"");
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            spellCharacter(c);
        }
        ascii("\"");
    }

    private void spellCharacter(int c) {
        int way = random.nextInt(3);
        byte letter = StrictCharacters.shortEscape(c);
        if (way == 0 && letter != 0) {
            ascii("\\" + (char) letter);
        } else if (way == 0 && c == '/') {
            ascii("\\/");
        } else if (way == 1 || c == 0 || c == '"' || c == '\\') {
            for (char unit : Character.toChars(c)) {
                ascii(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) unit));
            }
        } else {
            encode(c);
        }
    }

    /** UTF-8, or the lone byte that stands for its own number. */
    private void encode(int c) {
        if (c < 0x80 || c < 0xC0 && random.nextBoolean()) {
            out.write(c);
        } else if (c < 0x800) {
            out.write(0xC0 | c >> 6);
            out.write(0x80 | c & 0x3F);
        } else if (c < 0x10000) {
            out.write(0xE0 | c >> 12);
            out.write(0x80 | c >> 6 & 0x3F);
            out.write(0x80 | c & 0x3F);
        } else if (random.nextInt(4) == 0) {
            encode(Character.highSurrogate(c));
            encode(Character.lowSurrogate(c));
        } else {
            out.write(0xF0 | c >> 18);
            out.write(0x80 | c >> 12 & 0x3F);
            out.write(0x80 | c >> 6 & 0x3F);
            out.write(0x80 | c & 0x3F);
        }
    }

    private void blank() {
        ascii(BLANKS[random.nextInt(BLANKS.length)]);
    }

    private void ascii(String text) {
        out.writeBytes(SlicedReport.latin1(text));
    }
}
