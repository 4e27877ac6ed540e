package org.ooni.pipeline.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A JSON object or YAML mapping, in the order in which a probe would write it.
 *
 * <p>Values are null, {@link String}, {@link Boolean}, {@link Integer}, {@link java.math.BigDecimal}, {@code byte[]},
 * {@link java.util.List}, {@link Fields} and, for YAML, {@link Tagged}.
 */
final class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds a field at the end, or replaces the value of one that is there, in its place. */
    Fields set(String key, Object value) {
        values.put(key, value);
        return this;
    }

    Fields setAll(Fields others) {
        values.putAll(others.values);
        return this;
    }

    /** The value, or null where there is none. */
    Object get(String key) {
        return values.get(key);
    }

    Set<Map.Entry<String, Object>> entries() {
        return values.entrySet();
    }

    /** A value with an explicit YAML tag, such as {@code !!python/unicode}. */
    record Tagged(String tag, Object value) {}
}
