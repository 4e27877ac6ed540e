package org.ooni.pipeline.autoclaving.scrub;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.ooni.pipeline.io.BadInputException;

/**
 * A mapping of the rules' file, read strictly: every key is one that is asked for, every value of the kind that is
 * wanted.
 *
 * @param where file, rule and key, for messages
 */
record Section(String where, Map<?, ?> values) {

    /** @param keys those that may be there */
    static Section of(String where, Object value, String... keys) throws BadInputException {
        if (!(value instanceof Map<?, ?> values)) {
            throw new BadInputException(where + ": not a mapping");
        }
        for (Object key : values.keySet()) {
            if (!Arrays.asList(keys).contains(key)) {
                throw new BadInputException(where + ": unknown key " + key + ", there are " + String.join(", ", keys));
            }
        }
        return new Section(where, values);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Object value(String key) throws BadInputException {
        if (!has(key)) {
            throw new BadInputException(where + ": no " + key);
        }
        return values.get(key);
    }

    Section section(String key, String... keys) throws BadInputException {
        return of(where + ": " + key, value(key), keys);
    }

    /** Text that says something. */
    String text(String key) throws BadInputException {
        return parsed(key, Section::saying);
    }

    static String saying(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }

    /** @param parser refuses by an IllegalArgumentException, or by null */
    <T> T parsed(String key, Function<String, T> parser) throws BadInputException {
        return parsed(key, value(key), parser);
    }

    /** One text or a list of them, each parsed; null when the key is absent. */
    <T> Set<T> set(String key, Function<String, T> parser) throws BadInputException {
        if (!has(key)) {
            return null;
        }
        Collection<?> elements = value(key) instanceof List<?> list ? list : Collections.singletonList(value(key));
        if (elements.isEmpty()) {
            throw new BadInputException(where + ": " + key + ": an empty list");
        }
        Set<T> set = new LinkedHashSet<>();
        for (Object element : elements) {
            set.add(parsed(key, element, parser));
        }
        return set;
    }

    /** {@code {from: …, before: …}} with one of them at least; null when the key is absent. */
    <T extends Comparable<? super T>> Range<T> range(String key, Function<String, T> parser) throws BadInputException {
        if (!has(key)) {
            return null;
        }
        Section range = section(key, "from", "before");
        T from = range.has("from") ? range.parsed("from", parser) : null;
        T before = range.has("before") ? range.parsed("before", parser) : null;
        if (from == null && before == null) {
            throw new BadInputException(range.where + ": neither from nor before");
        }
        if (from != null && before != null && from.compareTo(before) >= 0) {
            throw new BadInputException(range.where + ": from is not less than before");
        }
        return new Range<>(from, before);
    }

    private <T> T parsed(String key, Object value, Function<String, T> parser) throws BadInputException {
        // Whole numbers are the only values of YAML here that lose nothing as text: version 2, say.
        if (!(value instanceof String) && !(value instanceof Integer)) {
            throw new BadInputException(where + ": " + key + ": not text");
        }
        try {
            T parsed = parser.apply(value.toString());
            if (parsed == null) {
                throw new IllegalArgumentException("not of the form that is wanted");
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new BadInputException(where + ": " + key + ": " + e.getMessage() + ": " + value);
        }
    }
}
