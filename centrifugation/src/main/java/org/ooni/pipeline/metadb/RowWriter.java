package org.ooni.pipeline.metadb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Collects complete COPY lines for one table. Values are given column by column, then {@link #end()}. Not thread-safe.
 */
public final class RowWriter {
    private static final byte[] NOTHING = {};

    private final Table table;
    private final StringBuilder lines = new StringBuilder();
    private int fields;

    public RowWriter(Table table) {
        this.table = table;
    }

    /** A value in the spelling that PostgreSQL reads for the column's type; null is NULL. */
    public RowWriter text(String value) {
        separate();
        if (value == null) {
            lines.append(CopyText.NULL);
        } else {
            CopyText.appendField(lines, value);
        }
        return this;
    }

    public RowWriter integer(long value) {
        separate();
        lines.append(value);
        return this;
    }

    /** A {@code bytea} value. */
    public RowWriter bytes(byte[] value) {
        separate();
        lines.append("\\\\x").append(HexFormat.of().formatHex(value));
        return this;
    }

    /** Ends the row, which must have a value for every column. */
    public void end() {
        if (fields != table.columns().size()) {
            throw new IllegalStateException(
                    "a row of " + table.name() + " has " + table.columns().size() + " fields, not " + fields);
        }
        lines.append('\n');
        fields = 0;
    }

    /** Forgets all rows, also one that was begun. */
    public void clear() {
        lines.setLength(0);
        fields = 0;
    }

    /** The rows so far, as COPY reads them. */
    public String lines() {
        return lines.toString();
    }

    /** The rows so far in UTF-8, which are then forgotten. */
    public byte[] drain() {
        if (lines.isEmpty()) {
            return NOTHING;
        }
        byte[] drained = lines.toString().getBytes(StandardCharsets.UTF_8);
        clear();
        return drained;
    }

    private void separate() {
        if (fields++ > 0) {
            lines.append('\t');
        }
    }
}
