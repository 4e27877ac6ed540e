package org.ooni.pipeline.autoclaving.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.ooni.pipeline.io.BadInputException;

/**
 * A mapping of a rules' file, read strictly: every key is one that is asked for, every value of the kind that is wanted.
 * What is not is named with file, line, rule and key.
 */
public final class Section {
    private final String file;
    private final Lines lines;
    private final String path;
    private final Map<?, ?> values;

    /** @param path what leads to the mapping, for messages; empty of the whole file */
    Section(String file, Lines lines, String path, Map<?, ?> values) {
        this.file = file;
        this.lines = lines;
        this.path = path;
        this.values = values;
    }

    /** The same under another name. */
    Section named(String name) {
        return new Section(file, lines, name, values);
    }

    /** Demands that there are no others than {@code keys}. */
    Section requireOnly(List<String> keys) throws BadInputException {
        for (Object key : values.keySet()) {
            if (!keys.contains(key)) {
                throw fault(lines.of(values, key), "unknown key " + key + ", there are " + String.join(", ", keys));
            }
        }
        return this;
    }

    /** That something about this mapping is wrong. */
    public BadInputException fault(String words) {
        return fault(lines.of(values), words);
    }

    /** That something about a value is wrong. */
    public BadInputException fault(String key, String words) {
        return fault(lines.of(values, key), key + ": " + words);
    }

    private BadInputException fault(int line, String words) {
        return new BadInputException(
                file + (line == 0 ? "" : ": line " + line) + (path.isEmpty() ? "" : ": " + path) + ": " + words);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Texts, whole numbers, lists and mappings, as they were read. */
    public Map<?, ?> values() {
        return values;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Object value(String key) throws BadInputException {
        if (!has(key)) {
            throw fault("no " + key);
        }
        return values.get(key);
    }

    /** @param keys those that may be there */
    public Section section(String key, String... keys) throws BadInputException {
        return section(key, value(key), keys);
    }

    private Section section(String key, Object value, String... keys) throws BadInputException {
        if (!(value instanceof Map<?, ?> map)) {
            throw fault(key, "not a mapping");
        }
        String name = path.isEmpty() ? key : path + ": " + key;
        return new Section(file, lines, name, map).requireOnly(Arrays.asList(keys));
    }

    /** Text that says something. */
    public String text(String key) throws BadInputException {
        return parsed(key, Forms::saying);
    }

    /** @param parser refuses by an IllegalArgumentException, or by null */
    public <T> T parsed(String key, Function<String, T> parser) throws BadInputException {
        return parsed(key, value(key), parser);
    }

    /** One text or a list of them, each parsed; null when the key is absent. */
    public <T> Set<T> set(String key, Function<String, T> parser) throws BadInputException {
        if (!has(key)) {
            return null;
        }
        Set<T> set = new LinkedHashSet<>();
        for (Object element : elements(key)) {
            set.add(parsed(key, element, parser));
        }
        return set;
    }

    /** {@code {from: …, before: …}} with one of them at least; null when the key is absent. */
    public <T extends Comparable<? super T>> Range<T> range(String key, Function<String, T> parser)
            throws BadInputException {
        return has(key) ? range(key, value(key), parser) : null;
    }

    /** One {@link #range} or a list of them; null when the key is absent. */
    public <T extends Comparable<? super T>> Set<Range<T>> ranges(String key, Function<String, T> parser)
            throws BadInputException {
        if (!has(key)) {
            return null;
        }
        Set<Range<T>> ranges = new LinkedHashSet<>();
        for (Object element : elements(key)) {
            ranges.add(range(key, element, parser));
        }
        return ranges;
    }

    private List<?> elements(String key) throws BadInputException {
        List<?> elements = value(key) instanceof List<?> list ? list : Collections.singletonList(value(key));
        if (elements.isEmpty()) {
            throw fault(key, "an empty list");
        }
        return elements;
    }

    private <T extends Comparable<? super T>> Range<T> range(String key, Object value, Function<String, T> parser)
            throws BadInputException {
        Section range = section(key, value, "from", "before");
        T from = range.has("from") ? range.parsed("from", parser) : null;
        T before = range.has("before") ? range.parsed("before", parser) : null;
        if (from == null && before == null) {
            throw range.fault("neither from nor before");
        }
        if (from != null && before != null && from.compareTo(before) >= 0) {
            throw range.fault("from is not less than before");
        }
        return new Range<>(from, before);
    }

    private <T> T parsed(String key, Object value, Function<String, T> parser) throws BadInputException {
        // Whole numbers are the only values of YAML here that lose nothing as text: version 2, say.
        if (!(value instanceof String) && !(value instanceof Integer)) {
            throw fault(key, "not text");
        }
        try {
            T parsed = parser.apply(value.toString());
            if (parsed == null) {
                throw new IllegalArgumentException("not of the form that is wanted");
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            throw fault(key, e.getMessage() + ": " + value);
        }
    }
}
