package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database. Connections are lent for one transaction and never handed over. Thread-safe.
 *
 * <p>The data source must be able to give two connections at a time: the software dictionary has transactions of its
 * own while a bucket's is open.
 */
public final class MetaDb {
    /** The migration that this program needs to be the last one applied. */
    public static final int SCHEMA_VERSION = 20;

    private static final Logger LOG = LoggerFactory.getLogger(MetaDb.class);

    private final DataSource source;

    public MetaDb(DataSource source) {
        this.source = source;
    }

    /** What is done with a lent connection. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T in(Connection connection) throws SQLException, X;
    }

    /**
     * Runs {@code work} in a transaction (read committed; times are UTC, dates ISO) and commits it; if it throws,
     * nothing of it stays. It may take as long as it takes.
     */
    public <T, X extends Exception> T inTransaction(Work<T, X> work) throws SQLException, X {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            boolean done = false;
            try {
                settings(connection);
                T result = work.in(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack(connection);
                }
            }
        }
    }

    private static void settings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlFile.beside(MetaDb.class, "TransactionSettings.sql"));
        }
    }

    /** The failure on its way out is the one that matters; a connection that is gone has rolled back by itself. */
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("the rollback failed, too", e);
        }
    }

    /** Demands that the schema is the one this program was written for. */
    public static void requireSchema(Connection connection) throws SQLException {
        int found = schemaVersion(connection, "flyway_schema_history");
        if (found != SCHEMA_VERSION) {
            throw SchemaVersionException.ofProgram(found, SCHEMA_VERSION);
        }
    }

    /**
     * Demands that the schema that a plug-in brings is at its last version.
     *
     * @param feeder the table that the plug-in's Feeder fills
     * @param needed 0 for one that brings no migrations
     */
    public static void requirePlugInSchema(Connection connection, String feeder, int needed) throws SQLException {
        if (!Table.isPlainName(feeder)) {
            throw new IllegalArgumentException("not a plain SQL name: " + feeder);
        }
        int found = schemaVersion(connection, "flyway_history_" + feeder);
        if (found != needed) {
            throw SchemaVersionException.ofPlugIn(feeder, found, needed);
        }
    }

    /** The last version that is in {@code history}, a plain name; 0 if there is no such table. */
    private static int schemaVersion(Connection connection, String history) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet known = statement.executeQuery("SELECT to_regclass('" + history + "') IS NOT NULL")) {
                known.next();
                if (!known.getBoolean(1)) {
                    return 0;
                }
            }
            String query = SqlFile.beside(MetaDb.class, "SchemaVersion.sql").formatted(history);
            try (ResultSet last = statement.executeQuery(query)) {
                last.next();
                return last.getInt(1);
            }
        }
    }
}
