package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

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
    private final Pattern place;

    TolerantCopy(Connection connection, Table table, BadRows badRows) throws SQLException {
        this.connection = connection;
        this.badRows = badRows;
        this.table = table;
        this.copy = new PlainCopy(connection, table);
        // "COPY tcp, line 7, column ip: ..."; the word for "line" is in the server's language.
        this.place = Pattern.compile("COPY " + Pattern.quote(table.name()) + "\\b\\D*(\\d+)");
    }

    @Override
    public void send(byte[] buffer) throws SQLException {
        Lines lines = new Lines(buffer);
        BadRun bad = new BadRun(lines);
        int batch = lines.count();
        int start = 0;
        while (start < lines.count()) {
            int end = Math.min(lines.count(), start + batch);
            OptionalInt refused = attempt(lines, start, end);
            if (refused.isEmpty()) {
                start = end;
                batch = Math.max(batch, batch * 2);
            } else {
                int line = start + refused.getAsInt();
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
            int line = refusedLine(e);
            if (line < 1 || line > to - from) {
                throw e;
            }
            execute("ROLLBACK TO SAVEPOINT copy_attempt");
            execute("RELEASE SAVEPOINT copy_attempt");
            return OptionalInt.of(line - 1);
        }
        execute("RELEASE SAVEPOINT copy_attempt");
        return OptionalInt.empty();
    }

    /** Counted from 1; 0 if the error is not about one line's data. */
    private int refusedLine(PSQLException e) {
        String state = e.getSQLState();
        ServerErrorMessage message = e.getServerErrorMessage();
        if (state == null || message == null || message.getWhere() == null) {
            return 0;
        }
        Matcher where = place.matcher(message.getWhere());
        boolean dataError = state.startsWith("22") || state.startsWith("23");
        return dataError && where.lookingAt() ? Integer.parseInt(where.group(1)) : 0;
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
