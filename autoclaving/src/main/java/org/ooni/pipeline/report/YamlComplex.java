package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A complex number, {@code 1.5-2j}: written as an object of its parts (normalisation rules §2.5). */
record YamlComplex(double real, double imag) {
    private static final String NUMBER = "(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:e[-+]?[0-9]++)?|infinity|inf|nan";
    private static final Pattern PATTERN =
            Pattern.compile("(?<real>[-+]?(?:" + NUMBER + ")(?!j))?(?:(?<imag>[-+]?(?:" + NUMBER + ")?+)j)?");

    static YamlComplex parse(String text) throws BadBlobException {
        String number = text.strip().toLowerCase(Locale.ROOT);
        if (number.startsWith("(") && number.endsWith(")")) {
            number = number.substring(1, number.length() - 1).strip();
        }
        Matcher matcher = PATTERN.matcher(number);
        if (number.isEmpty() || !matcher.matches()) {
            throw new BadBlobException(BadReason.VALUE, "not a complex number");
        }
        String real = matcher.group("real");
        String imag = matcher.group("imag");
        if (real != null && imag != null && !imag.startsWith("-") && !imag.startsWith("+")) {
            throw new BadBlobException(BadReason.VALUE, "not a complex number");
        }
        return new YamlComplex(real == null ? 0 : YamlNumber.decimal(real), imag == null ? 0 : imaginary(imag));
    }

    private static double imaginary(String digits) throws BadBlobException {
        boolean isUnit = digits.isEmpty() || digits.equals("+") || digits.equals("-");
        return YamlNumber.decimal(isUnit ? digits + "1" : digits);
    }

    JsonNode json() {
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        parts.set("imag", YamlNumber.json(imag));
        parts.set("real", YamlNumber.json(real));
        return parts;
    }

    /** As a key or a part of a tuple: {@code (1.5-2j)}. */
    String text(int digits) {
        String imaginary = PythonText.general(imag, digits) + "j";
        if (real == 0 && 1 / real > 0) {
            return imaginary;
        }
        String sign = Math.copySign(1, imag) > 0 || Double.isNaN(imag) ? "+" : "";
        return "(" + PythonText.general(real, digits) + sign + imaginary + ")";
    }
}
