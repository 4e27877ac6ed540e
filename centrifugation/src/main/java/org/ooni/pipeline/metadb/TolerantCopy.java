package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import org.postgresql.util.PSQLException;

/**
 * COPY that survives bad lines. A buffer is tried whole under a savepoint; where PostgreSQL names a line that it
 * refuses (SQLSTATE class 22 or 23), the lines before it are sent again, it goes to {@code badrow}, and the rest is
 * tried in batches that start small and double while they succeed: a buffer of nothing but bad lines costs two
 * commands a line, not its size squared (Feeder rules §4).
 */
final class TolerantCopy implements CopySink.Copy {
    private static final int SMALLEST_BATCH = 16;

    private final Connection connection;
    private final BadRows badRows;
    private final Table table;
    private final PlainCopy copy;
    private final RefusedLine refused;

    TolerantCopy(Connection connection, Table table, BadRows badRows) throws SQLException {
        this.connection = connection;
        this.badRows = badRows;
        this.table = table;
        this.copy = new PlainCopy(connection, table);
        this.refused = new RefusedLine(table);
    }

    @Override
    public void send(byte[] buffer) throws SQLException {
        Lines lines = new Lines(buffer);
        BadRun bad = new BadRun(lines);
        int batch = lines.count();
        int start = 0;
        while (start < lines.count()) {
            int end = Math.min(lines.count(), start + batch);
            OptionalInt refusedLine = attempt(lines, start, end);
            if (refusedLine.isEmpty()) {
                start = end;
                batch = Math.max(batch, batch * 2);
            } else {
                int line = start + refusedLine.getAsInt();
                if (line > start) {
                    copy.send(buffer, lines.offset(start), lines.offset(line));
                }
                bad.add(line);
                start = line + 1;
                batch = SMALLEST_BATCH;
            }
        }
        bad.close();
    }

    /** Sends lines {@code [from, to)}; the index, within these, of the line that was refused, if one was. */
    private OptionalInt attempt(Lines lines, int from, int to) throws SQLException {
        execute("SAVEPOINT copy_attempt");
        try {
            copy.send(lines.buffer(), lines.offset(from), lines.offset(to));
        } catch (PSQLException e) {
            OptionalInt line = refused.of(e);
            if (line.isEmpty() || line.getAsInt() < 1 || line.getAsInt() > to - from) {
                throw e;
            }
            execute("ROLLBACK TO SAVEPOINT copy_attempt");
            execute("RELEASE SAVEPOINT copy_attempt");
            return OptionalInt.of(line.getAsInt() - 1);
        }
        execute("RELEASE SAVEPOINT copy_attempt");
        return OptionalInt.empty();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Neighbouring bad lines, which become one badrow. */
    private final class BadRun {
        private final Lines lines;
        private int from;
        private int to;

        BadRun(Lines lines) {
            this.lines = lines;
        }

        void add(int line) throws SQLException {
            if (line != to) {
                close();
                from = line;
            }
            to = line + 1;
        }

        void close() throws SQLException {
            if (to > from) {
                badRows.add(table, lines.bytes(from, to), to - from);
                from = to;
            }
        }
    }
}
