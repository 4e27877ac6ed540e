package org.ooni.pipeline.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Undoes one migration after the other on one connection. The caller holds {@link MigrationLock}. */
final class Rollback {
    private static final String DELETE =
            "DELETE FROM public.flyway_schema_history WHERE ltrim(version, '0') = ? AND type <> 'BASELINE'";
    private static final String LOWER_BASELINE =
            "UPDATE public.flyway_schema_history SET version = ? WHERE version = ? AND type = 'BASELINE'";

    private final Connection connection;

    /** @param connection that commits only when told to */
    Rollback(Connection connection) {
        this.connection = connection;
    }

    /** Undoes the last migration that the database has, and its row of the history, in one transaction. */
    void undo(Migration last) throws SQLException {
        boolean done = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlFile.read("SearchPath.sql"));
            statement.execute(SqlFile.read(script(last)));
            forget(last.version());
            connection.commit();
            done = true;
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
    }

    /** Whether this release has a script for it. */
    static boolean isKnown(Migration migration) {
        return Rollback.class.getResource(script(migration)) != null;
    }

    private static String script(Migration migration) {
        return String.format("/db/rollback/%02d__%s.sql", migration.version(), migration.name());
    }

    /** A version that was adopted instead of applied has no row of its own; then the baseline goes down by one. */
    private void forget(int version) throws SQLException {
        if (version == 1) {
            // Nothing is left to tell of: the schema is as empty as before the first migration.
            update("DROP TABLE public.flyway_schema_history");
        } else if (update(DELETE, Integer.toString(version)) == 0
                && update(LOWER_BASELINE, Integer.toString(version - 1), Integer.toString(version)) == 0) {
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
