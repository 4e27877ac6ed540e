package org.ooni.pipeline.cli.query;

import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.ooni.pipeline.cli.exit.ShutdownHook;

/**
 * SQL of the user's, run in one transaction.
 *
 * @param sql one statement; rows are streamed. Several, separated by semicolons, are run too, their rows in memory
 * @param write whether to commit; otherwise the transaction is read-only, as a guard against accidents: a statement
 *     that ends the transaction on purpose gets past it
 */
public record Query(String sql, boolean write) {
    private static final int FETCHED_ROWS = 500;

    /**
     * Prints all rows.
     *
     * @return how many rows were changed in all; empty when no statement changes rows
     * @throws SQLException as PostgreSQL words it, see {@link SqlErrors}
     * @throws IOException when the output cannot be written
     */
    public OptionalLong run(DataSource database, RowFormat format, Writer out) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(!write);
            connection.setAutoCommit(false);
            OptionalLong changed = run(connection, format.to(out));
            if (write) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return changed;
        }
    }

    @SuppressWarnings("try")
    private OptionalLong run(Connection connection, RowWriter rows) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ShutdownHook hook = ShutdownHook.running("cancel-query", () -> cancel(statement))) {
            statement.setFetchSize(FETCHED_ROWS);
            statement.setEscapeProcessing(false);
            OptionalLong changed = OptionalLong.empty();
            boolean result = statement.execute(sql);
            while (result || statement.getLargeUpdateCount() >= 0) {
                if (result) {
                    print(statement, rows);
                } else {
                    changed = OptionalLong.of(changed.orElse(0) + statement.getLargeUpdateCount());
                }
                result = statement.getMoreResults();
            }
            return changed;
        }
    }

    private static void print(Statement statement, RowWriter rows) throws SQLException, IOException {
        try (ResultSet cursor = statement.getResultSet()) {
            rows.begin(Column.of(cursor.getMetaData()));
            while (cursor.next()) {
                rows.row(cursor);
            }
            rows.end();
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException gone) {
            // The virtual machine is ending, and the connection with it.
            return;
        }
    }
}
