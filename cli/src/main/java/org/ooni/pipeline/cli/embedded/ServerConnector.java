package org.ooni.pipeline.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.postgres.UtcDataSource;
import org.postgresql.PGProperty;

/** Finds the directory's server, or has it started, and waits until it answers. */
final class ServerConnector {
    /** Starting up, shutting down, not yet or no more listening. */
    private static final Set<String> PASSING_STATES = Set.of("57P03", "57P01", "08001", "08006");

    private static final String NO_SUCH_DATABASE = "3D000";
    private static final long POLL_MILLIS = 100;

    private final ServerHome home;
    private final ServerControl control;

    ServerConnector(ServerHome home, ServerControl control) {
        this.home = home;
        this.control = control;
    }

    /** A server that a killed command left, or that others use, is taken as it is. */
    DataSource connected() throws IOException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(ServerControl.START_SECONDS));
        while (true) {
            Optional<Postmaster> running = Postmaster.running(home.data());
            if (running.isEmpty()) {
                control.start();
                continue;
            }
            Optional<DataSource> answering = answering(running.get().port());
            if (answering.isPresent()) {
                return answering.get();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "The embedded PostgreSQL server (process "
                                + running.get().pid() + ") does not answer yet; it"
                                + " goes on starting. Try again later. Its log: " + home.log());
            }
            pause();
        }
    }

    private Optional<DataSource> answering(int port) throws IOException {
        ServerProperties properties = ServerProperties.read(home.properties()).onPort(port);
        DataSource metadb = dataSource(properties, ServerProperties.DATABASE);
        try {
            check(metadb);
            return Optional.of(metadb);
        } catch (SQLException e) {
            if (NO_SUCH_DATABASE.equals(e.getSQLState())) {
                createDatabase(properties);
                return Optional.of(metadb);
            }
            if (PASSING_STATES.contains(e.getSQLState())) {
                return Optional.empty();
            }
            throw refused(e);
        }
    }

    /** A copied directory carries the port and the password of its original: the server must be this directory's. */
    private void check(DataSource metadb) throws SQLException, IOException {
        try (Connection connection = metadb.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT current_setting('data_directory')")) {
            answer.next();
            Path served = Path.of(answer.getString(1));
            if (!Files.isSameFile(served, home.data())) {
                throw new CommandException(
                        ExitCode.FAILED,
                        home.data().resolve("postmaster.pid") + " belongs to the server of " + served
                                + ", so this directory is a copy made while that one was in use: such a copy may be"
                                + " torn. Copy it again when no command is running.");
            }
        }
    }

    private void createDatabase(ServerProperties properties) throws IOException {
        try (Connection connection = dataSource(properties, "postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + ServerProperties.DATABASE);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private CommandException refused(SQLException e) {
        return new CommandException(
                ExitCode.FAILED,
                "The embedded PostgreSQL server in " + home.directory() + " refuses: " + e.getMessage() + "\nIts log: "
                        + home.log(),
                e);
    }

    private static DataSource dataSource(ServerProperties properties, String database) {
        UtcDataSource source = new UtcDataSource();
        source.setServerNames(new String[] {ServerProperties.HOST});
        source.setPortNumbers(new int[] {properties.port()});
        source.setDatabaseName(database);
        source.setUser(ServerProperties.USER);
        source.setPassword(properties.password());
        source.setProperty(PGProperty.SSL_MODE, "disable");
        source.setProperty(PGProperty.GSS_ENC_MODE, "disable");
        // Whoever else might listen there does not learn the password.
        source.setProperty(PGProperty.REQUIRE_AUTH, "scram-sha-256");
        return source;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the database", e);
        }
    }
}
