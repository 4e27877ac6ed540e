package org.ooni.pipeline.cli.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection that nobody uses, if there is one. Thread-safe. */
final class IdleConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdleConnection.class);
    private static final int PATIENCE_SECONDS = 5;

    private final Setting setting;
    private Connection idle;
    private boolean closed;

    /** What is done to a session before it is used. */
    @FunctionalInterface
    interface Setting {
        void applyTo(Connection connection) throws SQLException;
    }

    /** @param setting is done again to each session that is kept */
    IdleConnection(Setting setting) {
        this.setting = setting;
    }

    /** Hands it over, unless the server has gone meanwhile. */
    Optional<Connection> take() throws SQLException {
        Connection taken = exchange(null);
        if (taken == null || taken.isValid(PATIENCE_SECONDS)) {
            return Optional.ofNullable(taken);
        }
        end(taken);
        return Optional.empty();
    }

    /** Keeps one that is given back, as if it were new; or closes it, if there is one, or it is no good any more. */
    void keep(Connection returned) {
        try {
            if (!returned.isClosed()) {
                reset(returned);
                end(exchange(returned));
            }
        } catch (SQLException e) {
            LOG.debug("a connection cannot be used again", e);
            end(returned);
        }
    }

    private void reset(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        connection.setReadOnly(false);
        connection.clearWarnings();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DISCARD ALL");
        }
        setting.applyTo(connection);
    }

    /** Returns the one before, which is to be lent or closed; from the end on {@code connection} itself. */
    private synchronized Connection exchange(Connection connection) {
        if (closed) {
            return connection;
        }
        Connection before = idle;
        idle = connection;
        return before;
    }

    private static void end(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("a connection was not closed in order", e);
        }
    }

    @Override
    public void close() {
        Connection last;
        synchronized (this) {
            closed = true;
            last = idle;
            idle = null;
        }
        end(last);
    }
}
