package org.ooni.pipeline.cli.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections whose session shows times in UTC and dates in ISO form, whatever the machine's zone and the server's
 * defaults are: dates and times of the metadb mean UTC, and a check of its schema depends on the form.
 */
public final class UtcDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    /** Names the application {@code pipeline}; the server's address is for the caller to set. */
    public UtcDataSource() {
        setApplicationName("pipeline");
        // Details quote the row at fault, which holds what probes sent; they stay in the exception, out of its message.
        setLogServerErrorDetail(false);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Connection connection = super.getConnection(user, password);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO, YMD'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
