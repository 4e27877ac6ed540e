package org.ooni.pipeline.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.OptionalDouble;
import javax.sql.DataSource;
import org.ooni.pipeline.cli.embedded.EmbeddedServer;
import org.ooni.pipeline.cli.postgres.PostgresDsn;
import org.ooni.pipeline.cli.postgres.UtcDataSource;
import org.ooni.pipeline.migrations.Migrations;

/**
 * A PostgreSQL server on which the benchmark makes databases of its own. It runs before the first figure is taken and
 * after the last.
 */
final class Server implements AutoCloseable {
    private static final String TEMPLATE = "benchmark_template";

    private final UtcDataSource admin;
    private final Runnable stop;

    /** A database with the whole schema and no data but its seeds. */
    record Database(String name, UtcDataSource dataSource) {
        /** Without the password, as the launcher takes it. */
        String dsn() {
            return "host=" + dataSource.getServerNames()[0] + " port="
                    + dataSource.getPortNumbers()[0] + " user=" + dataSource.getUser() + " dbname=" + name;
        }

        void execute(String sql) throws SQLException {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private Server(DataSource admin, Runnable stop) {
        this.admin = (UtcDataSource) admin;
        this.stop = stop;
    }

    /** The server that the pipeline brings, in a directory of its own, with the settings that users get. */
    static Server embedded(Path directory) throws SQLException {
        EmbeddedServer server = EmbeddedServer.join(directory, System.getenv(), System.err::println);
        return prepared(new Server(server.dataSource(), server::close));
    }

    /** The server of a user who may create databases there. */
    static Server ofUser(String dsn) throws SQLException {
        Map<String, String> environment = System.getenv();
        return prepared(new Server(PostgresDsn.parse(dsn, environment).dataSource(environment), () -> {}));
    }

    private static Server prepared(Server server) throws SQLException {
        try {
            server.drop(TEMPLATE);
            server.execute("CREATE DATABASE " + TEMPLATE);
            new Migrations(server.database(TEMPLATE).dataSource()).migrate();
            return server;
        } catch (SQLException | RuntimeException e) {
            server.stop.run();
            throw e;
        }
    }

    /** Replaces a database by a fresh one, and lets the server write down what it has in memory. */
    Database fresh(String name) throws SQLException {
        drop(name);
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        checkpoint();
        return database(name);
    }

    /** So that no run pays for the one before; without the right to it the runs stay as they are. */
    void checkpoint() throws SQLException {
        try {
            execute("CHECKPOINT");
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    void drop(String name) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + name);
    }

    /** What a launcher has to know beside the DSN. */
    Map<String, String> environment() {
        return admin.getPassword() == null ? Map.of() : Map.of("PGPASSWORD", admin.getPassword());
    }

    String version() throws SQLException {
        return setting("server_version");
    }

    /** CPU seconds of all the server's processes so far; empty when it is on another machine, or none of Linux. */
    OptionalDouble cpu() throws SQLException {
        try {
            return ServerCpu.of(Path.of(setting("data_directory")));
        } catch (SQLException e) {
            if (e.getSQLState().startsWith("42")) {
                return OptionalDouble.empty();
            }
            throw e;
        }
    }

    private String setting(String name) throws SQLException {
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('" + name + "')")) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        new Database(admin.getDatabaseName(), admin).execute(sql);
    }

    private Database database(String name) throws SQLException {
        UtcDataSource source = new UtcDataSource();
        source.setServerNames(admin.getServerNames());
        source.setPortNumbers(admin.getPortNumbers());
        source.setUser(admin.getUser());
        source.setPassword(admin.getPassword());
        source.setSslMode(admin.getSslMode());
        source.setDatabaseName(name);
        return new Database(name, source);
    }

    @Override
    public void close() throws SQLException {
        try {
            drop(TEMPLATE);
        } finally {
            stop.run();
        }
    }
}
