package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.math.BigInteger;
import java.util.List;
import org.ooni.pipeline.report.YamlNode.Scalar;
import org.ooni.pipeline.report.YamlNode.Sequence;

/** The text of a mapping's key, whatever the key is (normalisation rules §2.6, D9, D17). */
final class YamlKeys {
    /** Characters of a tuple: one written from aliases could fill the memory alone, as no text of the document does. */
    static final int LONGEST_TUPLE = 1 << 20;

    private final YamlBudget budget;

    YamlKeys(YamlBudget budget) {
        this.budget = budget;
    }

    /**
     * The text of a key of a mapping inside of {@code open} collections.
     *
     * @throws BadBlobException also for a list or a mapping, or a tuple with one inside: they cannot be keys
     */
    String text(YamlNode key, int open) throws BadBlobException {
        if (!(key instanceof Scalar scalar)) {
            StringBuilder tuple = new StringBuilder();
            tuple(key, open + 1, tuple);
            return tuple.toString();
        }
        String text = scalar.text();
        budget.text(text);
        return switch (scalar.tag()) {
            case TEXT, MERGE -> text;
            case NULL -> "None";
            case BOOL -> truth(text);
            case INT -> YamlNumber.integer(text).toString();
            case FLOAT -> PythonText.of(YamlNumber.real(text));
            case TIMESTAMP -> YamlTime.parse(text).text();
            case BINARY -> binary(YamlBinary.json(text));
            case COMPLEX -> YamlComplex.parse(text).text(PythonText.PLAIN_DIGITS);
            case SEQUENCE, TUPLE, PAIRS, MAPPING, SET, UNKNOWN -> throw noKey();
        };
    }

    private static String truth(String text) throws BadBlobException {
        return YamlValues.truth(text) ? "True" : "False";
    }

    private static String binary(JsonNode value) {
        return value instanceof BinaryNode bytes ? "base64:" + bytes.asText() : value.textValue();
    }

    private void tuple(YamlNode key, int open, StringBuilder out) throws BadBlobException {
        if (!(key instanceof Sequence sequence) || sequence.tag() != YamlTag.TUPLE) {
            throw noKey();
        }
        YamlBudget.depth(open);
        List<YamlNode> items = sequence.items();
        String separator = "(";
        for (YamlNode item : items) {
            out.append(separator);
            part(item, open, out);
            separator = ", ";
        }
        out.append(items.isEmpty() ? "()" : items.size() == 1 ? ",)" : ")");
    }

    private void part(YamlNode item, int open, StringBuilder out) throws BadBlobException {
        budget.node();
        if (item instanceof Scalar scalar) {
            String text = part(scalar);
            budget.text(text);
            out.append(text);
            if (out.length() > LONGEST_TUPLE) {
                throw new BadBlobException(BadReason.OVERFLOW, "a tuple of more than " + LONGEST_TUPLE + " characters");
            }
        } else {
            tuple(item, open + 1, out);
        }
    }

    private static String part(Scalar scalar) throws BadBlobException {
        String text = scalar.text();
        return switch (scalar.tag()) {
            case TEXT, MERGE -> PythonText.repr(text);
            case NULL -> "None";
            case BOOL -> truth(text);
            case INT -> integer(YamlNumber.integer(text));
            case FLOAT -> PythonText.repr(YamlNumber.real(text));
            case TIMESTAMP -> YamlTime.parse(text).repr();
            case BINARY -> binaryPart(YamlBinary.json(text));
            case COMPLEX -> YamlComplex.parse(text).text(PythonText.NESTED_DIGITS);
            case SEQUENCE, TUPLE, PAIRS, MAPPING, SET, UNKNOWN -> throw noKey();
        };
    }

    /** Integers beyond 64 bits showed their type. */
    private static String integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? value.toString() : value + "L";
    }

    private static String binaryPart(JsonNode value) {
        return value instanceof BinaryNode bytes
                ? PythonText.repr(bytes.binaryValue())
                : PythonText.repr(value.textValue());
    }

    private static BadBlobException noKey() {
        return new BadBlobException(BadReason.YAML_CONSTRUCTOR, "a key that cannot be one");
    }
}
