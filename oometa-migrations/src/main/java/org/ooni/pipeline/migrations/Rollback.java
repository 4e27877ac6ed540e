package org.ooni.pipeline.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Undoes one migration after the other on one connection. The caller holds {@link MigrationLock}. */
final class Rollback {
    private final Connection connection;
    private final History history;

    /** @param connection that commits only when told to */
    Rollback(Connection connection, History history) {
        this.connection = connection;
        this.history = history;
    }

    /** Undoes the last migration that the database has, and its row of the history, in one transaction. */
    void undo(Migration last) throws SQLException {
        boolean done = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlFile.read("SearchPath.sql"));
            statement.execute(history.undoing(last));
            forget(last.version());
            if (history.feeder().isPresent()) {
                // What its tables had is gone or may be: once they are back, every file is to be read again.
                update(
                        "DELETE FROM public.feeder_file WHERE feeder = ?",
                        history.feeder().get());
            }
            connection.commit();
            done = true;
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
    }

    /** A version that was adopted instead of applied has no row of its own; then the baseline goes down by one. */
    private void forget(int version) throws SQLException {
        String table = "public." + history.table();
        if (version == 1) {
            // Nothing is left to tell of: the schema is as empty as before the first migration.
            update("DROP TABLE " + table);
        } else if (update(
                                "DELETE FROM " + table + " WHERE ltrim(version, '0') = ? AND type <> 'BASELINE'",
                                Integer.toString(version))
                        == 0
                && update(
                                "UPDATE " + table + " SET version = ? WHERE version = ? AND type = 'BASELINE'",
                                Integer.toString(version - 1),
                                Integer.toString(version))
                        == 0) {
            throw new SQLException("rollback " + version + ": the history has no row for it");
        }
    }

    private int update(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }
}
