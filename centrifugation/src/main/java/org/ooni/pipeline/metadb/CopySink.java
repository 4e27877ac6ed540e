package org.ooni.pipeline.metadb;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Buffers COPY lines for one table and sends them, 2 MiB at a time. Not thread-safe; {@link #flush()} before the
 * connection's transaction ends.
 */
public final class CopySink {
    private static final int BUFFER = 2 << 20;

    private final Copy copy;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    private CopySink(Copy copy) {
        this.copy = copy;
    }

    /** A line that PostgreSQL refuses is an error, which names the line and the column but not their content. */
    public static CopySink strict(Connection connection, Table table) throws SQLException {
        return new CopySink(new StrictCopy(connection, table));
    }

    /** A line that PostgreSQL refuses goes to {@code badRows}; the others are kept. */
    public static CopySink tolerant(Connection connection, Table table, BadRows badRows) throws SQLException {
        return new CopySink(new TolerantCopy(connection, table, badRows));
    }

    /** How a buffer of complete lines gets into the table. */
    @FunctionalInterface
    interface Copy {
        void send(byte[] lines) throws SQLException;
    }

    /** Takes over the rows of {@code rows}, which is empty afterwards. */
    public void take(RowWriter rows) throws SQLException {
        take(rows.drain());
    }

    /** Takes complete lines in UTF-8. */
    public void take(byte[] lines) throws SQLException {
        buffer.writeBytes(lines);
        if (buffer.size() >= BUFFER) {
            flush();
        }
    }

    public void flush() throws SQLException {
        if (buffer.size() > 0) {
            copy.send(buffer.toByteArray());
            buffer.reset();
        }
    }
}
