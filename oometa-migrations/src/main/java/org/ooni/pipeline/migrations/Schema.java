package org.ooni.pipeline.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the schema {@code public} of a database is made of. Two are equal when their texts are, whatever the major
 * version of PostgreSQL.
 *
 * <p>As text, with line ends and backslashes in values escaped:
 *
 * <pre>
 * Object[: value]          table tcp
 *   Fact[: value]            column port: integer not null
 * </pre>
 *
 * @param objects by kind and name ({@code table tcp}); each has its facts by kind and name ({@code column port}), of
 *     which the first, with an empty name, is about the object as a whole. Both in an order that means something only
 *     for columns and the values of enums
 */
record Schema(Map<String, Map<String, String>> objects) {
    private static final String SEPARATOR = ": ";

    /** The present schema of a database; the connection's transaction has another search path afterwards. */
    static Schema of(Connection connection) throws SQLException {
        Map<String, Map<String, String>> objects = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlFile.read("SearchPath.sql"));
            try (ResultSet rows = statement.executeQuery(SqlFile.read("Schema.sql"))) {
                while (rows.next()) {
                    objects.computeIfAbsent(rows.getString(1), name -> new LinkedHashMap<>())
                            .put(rows.getString(2), escaped(rows.getString(3)));
                }
            }
        }
        return new Schema(objects);
    }

    /** The schema that the migrations make up to their last one. */
    static Schema latest() {
        return parse(SqlFile.read("Schema.txt"));
    }

    /** The schema that the migrations make up to V13. */
    static Schema adopted() {
        return parse(SqlFile.read("Schema.013.txt"));
    }

    static Schema parse(String text) {
        Map<String, Map<String, String>> objects = new LinkedHashMap<>();
        Map<String, String> facts = null;
        for (String line : text.split("\n")) {
            String[] parts = line.strip().split(SEPARATOR, 2);
            String value = parts.length == 1 ? "" : parts[1];
            if (line.startsWith(" ")) {
                facts.put(parts[0], value);
            } else {
                facts = new LinkedHashMap<>();
                facts.put("", value);
                objects.put(parts[0], facts);
            }
        }
        return new Schema(objects);
    }

    /** The same without what can be worded in several ways. */
    Schema loosely() {
        Map<String, Map<String, String>> loose = new LinkedHashMap<>();
        objects.forEach((object, facts) -> {
            Map<String, String> kept = new LinkedHashMap<>(facts);
            kept.keySet().removeIf(fact -> fact.equals("body") || fact.startsWith("comment"));
            kept.replaceAll((fact, value) -> value.startsWith("CHECK (") ? "CHECK" : value);
            loose.put(object, kept);
        });
        return new Schema(loose);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        objects.forEach(
                (object, facts) -> facts.forEach((fact, value) -> text.append(fact.isEmpty() ? object : "  " + fact)
                        .append(value.isEmpty() ? "" : SEPARATOR + value)
                        .append('\n')));
        return text.toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
