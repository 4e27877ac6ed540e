package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;
import org.postgresql.util.PSQLException;

/** One COPY a buffer, all of whose lines must be good. Messages do not quote them, as PostgreSQL's would. */
final class StrictCopy implements CopySink.Copy {
    private final PlainCopy copy;
    private final RefusedLine refused;
    private final Table table;

    StrictCopy(Connection connection, Table table) throws SQLException {
        this.copy = new PlainCopy(connection, table);
        this.refused = new RefusedLine(table);
        this.table = table;
    }

    @Override
    public void send(byte[] lines) throws SQLException {
        try {
            copy.send(lines, 0, lines.length);
        } catch (PSQLException e) {
            OptionalInt line = refused.of(e);
            if (line.isEmpty()) {
                throw e;
            }
            throw new SQLException(
                    "COPY to " + table.name() + ": PostgreSQL refuses line " + line.getAsInt()
                            + " of this buffer (SQLSTATE " + e.getSQLState() + ")",
                    e.getSQLState());
        }
    }
}
