package org.ooni.pipeline.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.postgresql.PGConnection;

class UtcDataSourceTest {
    private static final String PID = "SELECT pg_backend_pid()";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.empty();

    private UtcDataSource source;

    @BeforeEach
    void connectToNothingYet() {
        source = PostgresDsn.parse(metadb.jdbcUrl(), Map.of()).dataSource(Map.of());
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private String pidOfNext() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return ask(connection, PID);
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void aConnectionThatCameBackIsLentAgain() throws SQLException {
        String pid = pidOfNext();

        assertThat(pidOfNext()).isEqualTo(pid);
        try (Connection first = source.getConnection();
                Connection second = source.getConnection()) {
            assertThat(ask(first, PID)).isEqualTo(pid);
            assertThat(ask(second, PID)).isNotEqualTo(pid);
        }
    }

    @Test
    void nothingOfItsFormerUseIsLeft() throws SQLException {
        String pid;
        try (Connection connection = source.getConnection()) {
            pid = ask(connection, PID);
            execute(
                    connection,
                    "CREATE TABLE t (n int)",
                    "CREATE TEMPORARY TABLE mine (n int)",
                    "SET TimeZone TO 'Asia/Tokyo'",
                    "SET lock_timeout TO '7s'",
                    "SELECT pg_advisory_lock(5)",
                    "PREPARE asked AS SELECT 1");
            connection.setReadOnly(true);
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO t VALUES (1)");
        }
        try (Connection connection = source.getConnection()) {
            assertThat(ask(connection, PID)).isEqualTo(pid);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            assertThat(ask(connection, "SELECT count(*) FROM t")).isEqualTo("0");
            assertThat(ask(connection, "SELECT to_regclass('mine')")).isNull();
            assertThat(ask(connection, "SHOW TimeZone")).isEqualTo("UTC");
            assertThat(ask(connection, "SHOW DateStyle")).isEqualTo("ISO, YMD");
            assertThat(ask(connection, "SHOW lock_timeout")).isEqualTo("0");
            assertThat(ask(connection, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                    .isEqualTo("0");
            assertThat(ask(connection, "SELECT count(*) FROM pg_prepared_statements WHERE name = 'asked'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void oneThatReadsOnlyWritesForTheNext() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setReadOnly(true);
        }
        try (Connection connection = source.getConnection()) {
            execute(connection, "CREATE TABLE t (n int)");
        }
    }

    @Test
    void oneThatTheServerHasEndedIsNotLent() throws SQLException {
        String pid = pidOfNext();
        metadb.query("SELECT pg_terminate_backend(" + pid + ", 5000)");

        assertThat(pidOfNext()).isNotEqualTo(pid);
    }

    @Test
    void oneThatEndsInUseIsNotKept() throws SQLException {
        String pid;
        try (Connection connection = source.getConnection()) {
            pid = ask(connection, PID);
            metadb.query("SELECT pg_terminate_backend(" + pid + ", 5000)");
            assertThatThrownBy(() -> ask(connection, PID)).isInstanceOf(SQLException.class);
        }

        assertThat(pidOfNext()).isNotEqualTo(pid);
    }

    @Test
    void whoHasGivenItBackCannotUseIt() throws SQLException {
        Connection connection = source.getConnection();
        assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
        connection.close();
        connection.close();

        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
        assertThatThrownBy(connection::createStatement).hasMessage("This connection has been closed.");
    }

    @Test
    void noneIsKeptFromTheEndOn() throws SQLException {
        String others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name = 'pipeline'";
        Connection used = source.getConnection();
        pidOfNext();
        source.close();
        used.close();

        List<List<String>> none = List.of(List.of("0"));
        // The server takes its time to see that a client has gone.
        for (int patience = 500; !metadb.query(others).equals(none) && patience > 0; patience--) {
            Thread.onSpinWait();
        }
        assertThat(metadb.query(others)).isEqualTo(none);
    }
}
