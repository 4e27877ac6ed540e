package org.ooni.pipeline.cli.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections whose session shows times in UTC and dates in ISO form, whatever the machine's zone and the server's
 * defaults are: dates and times of the metadb mean UTC, and a check of its schema depends on the form.
 *
 * <p>A connection that comes back is kept for who asks next, until this is closed: a new one costs a process of the
 * server and an exchange of secrets. Thread-safe.
 */
public final class UtcDataSource extends PGSimpleDataSource implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final transient IdleConnection idle = new IdleConnection(UtcDataSource::showUtc);

    /** Names the application {@code pipeline}; the server's address is for the caller to set. */
    public UtcDataSource() {
        setApplicationName("pipeline");
        // Details quote the row at fault, which holds what probes sent; they stay in the exception, out of its message.
        setLogServerErrorDetail(false);
    }

    /** As if it were new: what it is returned with does not last. */
    @Override
    public Connection getConnection() throws SQLException {
        Optional<Connection> kept = idle.take();
        return LentConnection.of(kept.isPresent() ? kept.get() : super.getConnection(), idle::keep);
    }

    /** Always a new one. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Connection connection = super.getConnection(user, password);
        try {
            showUtc(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void showUtc(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO, YMD'");
        }
    }

    /** Closes the connection that is kept; none is kept from now on. */
    @Override
    public void close() {
        idle.close();
    }
}
