package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The forms which values took where the original, written in Python 2, made text of them: keys of mappings and the
 * parts of a derived report id (normalisation rules §2.6, §3). Published data carry them.
 */
final class PythonText {
    /** Significant digits of a float by itself, and inside of something. */
    static final int PLAIN_DIGITS = 12;

    static final int NESTED_DIGITS = 17;

    private static final MathContext PLAIN = new MathContext(PLAIN_DIGITS, RoundingMode.HALF_EVEN);

    private PythonText() {}

    /** A value by itself: {@code True}, {@code 1.0}, {@code ['a', None]}; text as it is. */
    static String of(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isDouble()) {
            return of(value.doubleValue());
        }
        StringBuilder out = new StringBuilder();
        repr(value, out);
        return out.toString();
    }

    private static void repr(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case MISSING, NULL -> out.append("None");
            case BOOLEAN -> out.append(value.booleanValue() ? "True" : "False");
            case NUMBER -> out.append(value.isDouble() ? repr(value.doubleValue()) : value.asText());
            case ARRAY -> parts(value, out.append('[')).append(']');
            case OBJECT -> parts(value, out.append('{')).append('}');
            case STRING, BINARY, POJO -> out.append(repr(value.asText()));
        }
    }

    private static StringBuilder parts(JsonNode collection, StringBuilder out) {
        String separator = "";
        if (collection.isObject()) {
            for (Map.Entry<String, JsonNode> field : collection.properties()) {
                out.append(separator).append(repr(field.getKey())).append(": ");
                repr(field.getValue(), out);
                separator = ", ";
            }
        }
        for (JsonNode item : collection.isArray() ? collection : List.<JsonNode>of()) {
            out.append(separator);
            repr(item, out);
            separator = ", ";
        }
        return out;
    }

    /** A float by itself: {@code 1.5}, {@code 2.0}, {@code 1e+16}, at most twelve digits. */
    static String of(double value) {
        return pointed(general(value, PLAIN_DIGITS));
    }

    /** A float inside of a tuple: all its digits. */
    static String repr(double value) {
        return pointed(general(value, NESTED_DIGITS));
    }

    private static String pointed(String number) {
        return number.matches("-?[0-9]+") ? number + ".0" : number;
    }

    /** A float without a forced point: {@code 2}, {@code 1e+16}, {@code inf}. */
    static String general(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value > 0 ? "0" : "-0";
        }
        BigDecimal decimal = (digits == PLAIN_DIGITS
                        ? new BigDecimal(value).round(PLAIN)
                        : new BigDecimal(ShortestDouble.of(value)))
                .stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        return exponent < -4 || exponent >= Math.min(digits, 16)
                ? scientific(decimal, exponent)
                : decimal.toPlainString();
    }

    private static String scientific(BigDecimal decimal, int exponent) {
        String mantissa = decimal.scaleByPowerOfTen(-exponent).toPlainString();
        return mantissa + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** Text inside of a tuple, quoted: {@code 'a'}, {@code u'\xe9'}. */
    static String repr(String text) {
        return YamlText.isAscii(text) ? quoted(text) : "u" + quoted(text);
    }

    /** Bytes inside of a tuple, quoted. */
    static String repr(byte[] bytes) {
        return quoted(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(c -> {
            if (c == quote || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c >= 0x20 && c < 0x7F) {
                out.append((char) c);
            } else {
                out.append(escape(c));
            }
        });
        return out.append(quote).toString();
    }

    private static String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
        };
    }
}
