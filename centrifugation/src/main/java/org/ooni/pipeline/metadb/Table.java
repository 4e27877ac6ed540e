package org.ooni.pipeline.metadb;

import java.util.List;
import java.util.regex.Pattern;

/** A table that COPY writes to, and the columns of a line in their order. */
public record Table(String name, List<String> columns) {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]*");

    public Table {
        columns = List.copyOf(columns);
        requireIdentifier(name);
        columns.forEach(Table::requireIdentifier);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("table " + name + " has no column");
        }
    }

    /** Whether {@code name} can stand in SQL as it is. */
    public static boolean isPlainName(String name) {
        return IDENTIFIER.matcher(name).matches();
    }

    public static Table of(String name, String... columns) {
        return new Table(name, List.of(columns));
    }

    String copyStatement() {
        return "COPY " + name + " (" + String.join(", ", columns) + ") FROM STDIN";
    }

    private static void requireIdentifier(String name) {
        if (!isPlainName(name)) {
            throw new IllegalArgumentException("not a plain SQL name: " + name);
        }
    }
}
