package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What differs between the rows that were expected and the actual ones, in words, with how often. Rows of one report or
 * measurement that are in both are compared column by column, and residuals key by key.
 */
final class RowDifferences {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<String> ONE_ROW_EACH = Set.of("report", "measurement", "http_verdict");
    /** Of which the last digits may differ. */
    private static final Set<String> REALS = Set.of("test_runtime", "body_proportion");

    private static final Pattern NUMBER = Pattern.compile("-?[\\d.]+(?:e[-+]?\\d+)?");

    private final String table;
    private final List<String> columns;
    private final Map<String, Integer> counts = new TreeMap<>();

    private RowDifferences(String table, List<String> columns) {
        this.table = table;
        this.columns = columns;
    }

    /** @param actual with the names of columns as its first line */
    static Map<String, Integer> of(String table, List<String> actual, List<String> expected) {
        RowDifferences differences =
                new RowDifferences(table, List.of(actual.get(0).split("\t", -1)));
        differences.compare(differences.rows(expected), differences.rows(actual.subList(1, actual.size())));
        return differences.counts;
    }

    /** Rows by what they are about. */
    private Map<String, List<String>> rows(List<String> lines) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : lines) {
            rows.computeIfAbsent(key(line), key -> new ArrayList<>()).add(withRoundedReals(line));
        }
        return rows;
    }

    private String key(String line) {
        String[] fields = line.split("\t", -1);
        if (!ONE_ROW_EACH.contains(table)) {
            return line;
        }
        return table.equals("report") ? fields[0] : fields[0] + "\t" + fields[1];
    }

    private String withRoundedReals(String line) {
        String[] fields = line.split("\t", -1);
        for (int i = 0; i < columns.size(); i++) {
            if (REALS.contains(columns.get(i)) && NUMBER.matcher(fields[i]).matches()) {
                fields[i] = String.format("%.4e", Double.parseDouble(fields[i]));
            }
        }
        return String.join("\t", fields);
    }

    private void compare(Map<String, List<String>> expected, Map<String, List<String>> actual) {
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (String key : keys) {
            List<String> before = expected.getOrDefault(key, List.of());
            List<String> now = actual.getOrDefault(key, List.of());
            if (before.size() == 1 && now.size() == 1) {
                compareColumns(before.get(0), now.get(0));
            } else {
                for (int i = before.size(); i < now.size(); i++) {
                    add("more", key);
                }
                for (int i = now.size(); i < before.size(); i++) {
                    add("less", key);
                }
            }
        }
    }

    private void compareColumns(String before, String now) {
        String[] old = before.split("\t", -1);
        String[] fields = now.split("\t", -1);
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equals("residual")) {
                compareJson(old[0], "residual", json(old[i]), json(fields[i]));
            } else if (!old[i].equals(fields[i])) {
                add(columns.get(i) + " " + old[i] + " -> " + fields[i], old[0]);
            }
        }
    }

    private void compareJson(String key, String path, JsonNode before, JsonNode now) {
        if (before.isObject() && now.isObject()) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compareJson(key, path + "." + name, before.path(name), now.path(name)));
        } else if (!before.equals(now)) {
            add(path + " " + before + " -> " + now, key);
        }
    }

    private static JsonNode json(String field) {
        try {
            return MAPPER.readTree(field.replace("\\\\", "\\"));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private void add(String what, String key) {
        counts.merge(table + ": " + what + " | " + shortened(key), 1, Integer::sum);
    }

    /** Of a report day, time, country, network and test; of other rows the first columns. */
    private String shortened(String key) {
        List<String> fields = new ArrayList<>(Arrays.asList(key.split("\t", -1)));
        String[] name = fields.get(0).split("-");
        if (name.length > 6) {
            fields.set(0, String.join("-", Arrays.copyOf(name, 6)));
        }
        return String.join(" ", fields.subList(0, Math.min(4, fields.size())));
    }
}
