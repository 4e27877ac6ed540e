package org.ooni.pipeline.autoclaving;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * Where two JSON values say different things. The order of keys says nothing, nor do digits that the original did not
 * print, nor the order of lists that it made of sets.
 */
final class Differences {
    private static final Set<String> SETS = Set.of("errors", "successful", "failed", "inconsistent", "headers_diff");
    private static final double TOLERANCE = 1e-9;

    private final List<String> paths = new ArrayList<>();

    private Differences() {}

    /** Paths such as {@code test_keys.requests.0.failure}; {@code .} for the values themselves. */
    static List<String> between(JsonNode expected, JsonNode actual) {
        Differences differences = new Differences();
        differences.compare("", "", expected, actual);
        return differences.paths;
    }

    private void compare(String path, String key, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            Collection<String> keys = new TreeSet<>();
            expected.fieldNames().forEachRemaining(keys::add);
            actual.fieldNames().forEachRemaining(keys::add);
            keys.forEach(name -> compare(under(path, name), name, expected.path(name), actual.path(name)));
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            List<JsonNode> these = elements(expected, key);
            List<JsonNode> those = elements(actual, key);
            for (int i = 0; i < these.size(); i++) {
                compare(under(path, Integer.toString(i)), "", these.get(i), those.get(i));
            }
        } else if (!same(expected, actual)) {
            paths.add(path.isEmpty() ? "." : path);
        }
    }

    private static List<JsonNode> elements(JsonNode array, String key) {
        return StreamSupport.stream(array.spliterator(), false)
                .sorted((a, b) -> SETS.contains(key) ? a.toString().compareTo(b.toString()) : 0)
                .toList();
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        if (!expected.isNumber() || !actual.isNumber()) {
            return expected.equals(actual);
        }
        if (expected.isIntegralNumber() || actual.isIntegralNumber()) {
            return expected.isIntegralNumber()
                    && actual.isIntegralNumber()
                    && expected.bigIntegerValue().equals(actual.bigIntegerValue());
        }
        double a = expected.doubleValue();
        double b = actual.doubleValue();
        return a == b || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a));
    }

    private static String under(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
