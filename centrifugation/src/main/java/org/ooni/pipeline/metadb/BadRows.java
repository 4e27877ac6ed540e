package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.SQLException;

/** The table {@code badrow}: COPY lines that PostgreSQL refused, byte for byte. Not thread-safe. */
public final class BadRows {
    private static final Table TABLE = Table.of("badrow", "tbl", "code_ver", "datum");

    private final CopySink sink;
    private final RowWriter row = new RowWriter(TABLE);
    private long count;

    public BadRows(Connection connection) throws SQLException {
        this.sink = CopySink.strict(connection, TABLE);
    }

    /** Records {@code lines}, which are {@code n} neighbouring lines of {@code table} with their ends. */
    void add(Table table, byte[] lines, int n) throws SQLException {
        row.text(table.name()).integer(CodeVer.CURRENT).bytes(lines).end();
        sink.take(row);
        count += n;
    }

    /** Refused lines so far. */
    public long count() {
        return count;
    }

    public void flush() throws SQLException {
        sink.flush();
    }
}
