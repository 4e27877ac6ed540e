package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.metadb.CopyText;

/** JSON values as the text of a column; whether the column's type takes it is for PostgreSQL to say. */
public final class ColumnText {
    private static final MathContext DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);
    /** A btree refuses entries of some 2.7 kB, which would be the bucket's end. */
    private static final int MAX_INDEXED_BYTES = 2000;

    private ColumnText() {}

    /**
     * Null for null; {@code TRUE}, {@code FALSE}; a string as it is; a list of strings or of numbers as an array
     * literal; a fraction with at most 12 digits, {@code 200.0} with its point. Objects and other lists fail; {@code
     * name} is for the message.
     */
    public static String of(JsonNode value, String name) {
        if (value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "TRUE" : "FALSE";
        }
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isArray()) {
            return array(value, name);
        }
        if (!value.isNumber()) {
            throw new DatumException("an object in a column", name);
        }
        String digits = numberText(value);
        boolean looksIntegral = digits.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        return !value.isIntegralNumber() && looksIntegral ? digits + ".0" : digits;
    }

    /** As {@link #of}, for a column of numbers: a fraction that is none, {@code 200.0}, is written {@code 200}. */
    public static String ofNumber(JsonNode value, String name) {
        return value.isNumber() ? numberText(value) : of(value, name);
    }

    /** {@code text}, if it is short enough for an index; {@code name} is for the message. */
    static String indexable(String text, String name) {
        if (text != null && text.getBytes(StandardCharsets.UTF_8).length > MAX_INDEXED_BYTES) {
            throw new DatumException("too long", name);
        }
        return text;
    }

    /** C's {@code %.12g}. */
    static String twelveDigits(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        if (rounded.signum() == 0) {
            return "0";
        }
        rounded = rounded.stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent >= -4 && exponent < DIGITS.getPrecision()
                ? rounded.toPlainString()
                : scientific(rounded, exponent);
    }

    private static String scientific(BigDecimal value, int exponent) {
        String digits = value.unscaledValue().abs().toString();
        return (value.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private static String numberText(JsonNode number) {
        return number.isIntegralNumber() ? number.asText() : twelveDigits(number.doubleValue());
    }

    private static String array(JsonNode list, String name) {
        List<String> elements = new ArrayList<>();
        boolean strings = list.isEmpty() || list.get(0).isTextual();
        for (JsonNode element : list) {
            if (strings ? !element.isTextual() : !element.isNumber()) {
                throw new DatumException("a mixed or nested list in a column", name);
            }
            elements.add(strings ? element.textValue() : of(element, name));
        }
        return strings ? CopyText.array(elements) : "{" + String.join(",", elements) + "}";
    }
}
