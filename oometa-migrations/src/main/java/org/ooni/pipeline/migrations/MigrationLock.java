package org.ooni.pipeline.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The lock that Flyway holds while it migrates: with it, a rollback runs beside neither a migration of the same history
 * nor another rollback.
 */
final class MigrationLock {
    private static final long FLYWAY = 77431708279161L;

    private final Connection connection;
    private final long key;

    /** @param connection that holds the lock from {@link #acquire} on, until it is closed or {@link #release} */
    MigrationLock(Connection connection, History history) {
        this.connection = connection;
        // Flyway adds the quoted name of its table to a number of its own.
        this.key = FLYWAY + ("\"public\".\"" + history.table() + "\"").hashCode();
    }

    /**
     * Waits for the lock.
     *
     * @param patience for this and every other lock, in PostgreSQL's words
     * @throws SQLException of state 55P03 when it is not to be had in time
     */
    void acquire(String patience) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '" + patience + "'");
            statement.execute("SELECT pg_advisory_lock(" + key + ")");
        }
    }

    void release() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet released = statement.executeQuery("SELECT pg_advisory_unlock(" + key + ")")) {
            released.next();
            statement.execute("RESET lock_timeout");
        }
    }
}
