package org.ooni.pipeline.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The lock that Flyway holds while it migrates: with it, a rollback runs beside neither a migration nor another
 * rollback.
 */
final class MigrationLock {
    /** Flyway adds the name of its history table to a number of its own. */
    private static final long KEY = 77431708279161L + "\"public\".\"flyway_schema_history\"".hashCode();

    private MigrationLock() {}

    /**
     * Waits for the lock, which the connection then holds until it is closed or {@link #release}.
     *
     * @param patience for this and every other lock, in PostgreSQL's words
     * @throws SQLException of state 55P03 when it is not to be had in time
     */
    static void acquire(Connection connection, String patience) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '" + patience + "'");
            statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
        }
    }

    static void release(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet released = statement.executeQuery("SELECT pg_advisory_unlock(" + KEY + ")")) {
            released.next();
            statement.execute("RESET lock_timeout");
        }
    }
}
