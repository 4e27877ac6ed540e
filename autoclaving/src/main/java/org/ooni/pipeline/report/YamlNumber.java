package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigInteger;
import java.util.Locale;

/** Numbers as YAML 1.1 writes them, and what an explicit tag lets through besides (normalisation rules §2.4, §2.5). */
final class YamlNumber {
    /** Reading digits takes time by the square of their number; the readers of the archive stop here as well. */
    static final int MAX_DIGITS = 1000;

    private static final BigInteger SIXTY = BigInteger.valueOf(60);

    private YamlNumber() {}

    static JsonNode json(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    /** Exact whatever the size (D10). */
    static JsonNode json(BigInteger value) {
        return value.bitLength() < Long.SIZE ? json(value.longValue()) : BigIntegerNode.valueOf(value);
    }

    /** JSON has no infinity and no NaN: null instead (D13). */
    static JsonNode json(double value) {
        return Double.isFinite(value) ? DoubleNode.valueOf(value) : NullNode.instance;
    }

    static BigInteger integer(String text) throws BadBlobException {
        String signed = withoutUnderscores(text);
        if (signed.length() > MAX_DIGITS) {
            throw new BadBlobException(BadReason.OVERFLOW, "an integer of more than " + MAX_DIGITS + " digits");
        }
        BigInteger magnitude = magnitude(isSign(signed.charAt(0)) ? signed.substring(1) : signed);
        return signed.charAt(0) == '-' ? magnitude.negate() : magnitude;
    }

    private static BigInteger magnitude(String digits) throws BadBlobException {
        if (digits.startsWith("0b")) {
            return based(digits.substring(2), 2, "0b");
        }
        if (digits.startsWith("0x")) {
            return based(digits.substring(2), 16, "0x");
        }
        if (digits.isEmpty()) {
            throw new BadBlobException(BadReason.INDEX, "a sign without number");
        }
        if (digits.charAt(0) == '0') {
            return based(digits, 8, "0o");
        }
        BigInteger sum = BigInteger.ZERO;
        for (String part : digits.split(":", -1)) {
            sum = sum.multiply(SIXTY).add(based(part, 10, ""));
        }
        return sum;
    }

    /** Blanks around, one more sign and one more prefix are let through, as explicitly tagged text may bring them. */
    private static BigInteger based(String text, int radix, String prefix) throws BadBlobException {
        String signed = text.strip();
        String digits = !signed.isEmpty() && isSign(signed.charAt(0)) ? signed.substring(1) : signed;
        if (digits.toLowerCase(Locale.ROOT).startsWith(prefix)) {
            digits = digits.substring(prefix.length());
        }
        if (digits.isEmpty() || isSign(digits.charAt(0))) {
            throw notANumber();
        }
        try {
            BigInteger magnitude = new BigInteger(digits, radix);
            return signed.charAt(0) == '-' ? magnitude.negate() : magnitude;
        } catch (NumberFormatException e) {
            throw notANumber();
        }
    }

    static double real(String text) throws BadBlobException {
        String signed = withoutUnderscores(text).toLowerCase(Locale.ROOT);
        String digits = isSign(signed.charAt(0)) ? signed.substring(1) : signed;
        double magnitude = digits.equals(".inf")
                ? Double.POSITIVE_INFINITY
                : digits.equals(".nan") ? Double.NaN : sexagesimal(digits);
        return signed.charAt(0) == '-' ? -magnitude : magnitude;
    }

    private static double sexagesimal(String digits) throws BadBlobException {
        if (digits.indexOf(':') >= 0 && digits.length() > MAX_DIGITS) {
            throw new BadBlobException(BadReason.OVERFLOW, "a sexagesimal of more than " + MAX_DIGITS + " digits");
        }
        String[] parts = digits.split(":", -1);
        double sum = decimal(parts[parts.length - 1]);
        double base = 60;
        for (int i = parts.length - 2; i >= 0; i--) {
            sum += base * decimal(parts[i]);
            base *= 60;
        }
        return sum;
    }

    /** A decimal number, {@code inf} or {@code nan}, in lower case; Java's own parser would take more than that. */
    static double decimal(String text) throws BadBlobException {
        String signed = text.strip();
        String digits = !signed.isEmpty() && isSign(signed.charAt(0)) ? signed.substring(1) : signed;
        double magnitude;
        if (digits.equals("inf") || digits.equals("infinity")) {
            magnitude = Double.POSITIVE_INFINITY;
        } else if (digits.equals("nan")) {
            magnitude = Double.NaN;
        } else if (isDecimal(digits)) {
            magnitude = Double.parseDouble(digits);
        } else {
            throw notANumber();
        }
        return signed.charAt(0) == '-' ? -magnitude : magnitude;
    }

    private static boolean isDecimal(String s) {
        int whole = afterDigits(s, 0);
        boolean pointed = whole < s.length() && s.charAt(whole) == '.';
        int end = pointed ? afterDigits(s, whole + 1) : whole;
        if (end - (pointed ? 1 : 0) == 0) {
            return false;
        }
        if (end == s.length()) {
            return true;
        }
        int exponent = end + (end + 1 < s.length() && isSign(s.charAt(end + 1)) ? 2 : 1);
        return s.charAt(end) == 'e' && exponent < s.length() && afterDigits(s, exponent) == s.length();
    }

    private static int afterDigits(String s, int from) {
        int i = from;
        while (i < s.length() && s.charAt(i) >= '0' && s.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static String withoutUnderscores(String text) throws BadBlobException {
        if (!YamlText.isAscii(text)) {
            throw new BadBlobException(BadReason.UNICODE_ENCODE, "a number with other than ASCII characters");
        }
        String rest = text.replace("_", "");
        if (rest.isEmpty()) {
            throw new BadBlobException(BadReason.INDEX, "a number without any digit");
        }
        return rest;
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+';
    }

    private static BadBlobException notANumber() {
        return new BadBlobException(BadReason.VALUE, "not a number");
    }
}
