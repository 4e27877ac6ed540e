package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;

/** What counted as false where the original, written in Python, asked only whether there was something. */
public final class PythonTruth {
    private PythonTruth() {}

    /** Whether a value is absent (Java's null too), null, false, zero, or an empty text, list or mapping. */
    public static boolean isFalse(JsonNode value) {
        if (value == null) {
            return true;
        }
        return switch (value.getNodeType()) {
            case NULL, MISSING -> true;
            case BOOLEAN -> !value.booleanValue();
            case NUMBER -> value.doubleValue() == 0;
            case STRING -> value.textValue().isEmpty();
            case ARRAY, OBJECT -> value.isEmpty();
            // Bytes that are no text cannot be empty.
            case BINARY, POJO -> false;
        };
    }
}
