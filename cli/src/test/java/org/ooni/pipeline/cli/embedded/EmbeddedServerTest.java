package org.ooni.pipeline.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.exit.CommandException;

/** Each test has a directory of its own; the server binaries are unpacked once for the user, as by a command. */
@SuppressWarnings("try")
class EmbeddedServerTest {
    @TempDir
    private Path root;

    private EmbeddedServer join() {
        return EmbeddedServer.join(directory(), System.getenv(), System.err::println);
    }

    private Path directory() {
        return root.resolve("metadb");
    }

    private Optional<Postmaster> running() throws IOException {
        return Postmaster.running(directory().resolve("data"));
    }

    @AfterEach
    void noServerStays() throws IOException {
        Optional<Postmaster> left = running();
        left.ifPresent(server -> ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly));
        assertThat(left).as("a server was left running").isEmpty();
    }

    @Test
    void whatIsStoredOutlivesTheServer() throws SQLException, IOException {
        try (EmbeddedServer server = join()) {
            execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        assertThat(running()).isEmpty();
        try (EmbeddedServer server = join()) {
            assertThat(ask(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void theServerIsPrivateAndSafe() throws SQLException, IOException {
        try (EmbeddedServer server = join()) {
            assertThat(mode(directory())).isEqualTo("rwx------");
            for (String name : List.of("server.properties", "server.log", "start.lock", "users.lock")) {
                assertThat(mode(directory().resolve(name))).as(name).isEqualTo("rw-------");
            }
            assertThat(directory()).isDirectoryNotContaining("glob:**/.tmp-*");
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(ask(server, "SHOW " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(ask(server, "SHOW unix_socket_directories")).isEmpty();
            assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(server, "SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'metadb'"))
                    .isEqualTo("t");
            assertThat(ask(server, "SELECT bool_and(auth_method = 'scram-sha-256') FROM pg_hba_file_rules"))
                    .isEqualTo("t");
        }
    }

    @Test
    void onlyTheLoopbackListens() throws IOException {
        try (EmbeddedServer server = join()) {
            int port = running().orElseThrow().port();
            assertThat(accepts(InetAddress.getByName("127.0.0.1"), port)).isTrue();
            for (InetAddress address : ownAddresses()) {
                assertThat(accepts(address, port)).as("%s", address).isFalse();
            }
        }
    }

    @Test
    void theLastOneOutStopsTheServer() throws IOException, InterruptedException, SQLException {
        try (OtherCommand first = OtherCommand.joined(directory())) {
            long pid = running().orElseThrow().pid();
            try (EmbeddedServer second = join()) {
                assertThat(running().orElseThrow().pid()).isEqualTo(pid);
                assertThat(first.leave()).isZero();
                assertThat(ask(second, "SELECT 1")).isEqualTo("1");
                assertThat(running().orElseThrow().pid()).isEqualTo(pid);
            }
            assertThat(running()).isEmpty();
        }
    }

    @Test
    void twoWhoComeAtOnceShareOneServer() throws IOException, InterruptedException, SQLException {
        try (OtherCommand other = OtherCommand.starting(directory());
                EmbeddedServer server = join()) {
            other.awaitJoined();
            assertThat(ask(server, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"))
                    .isEqualTo("1");
            assertThat(other.leave()).isZero();
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aServerWhoseCommandWasKilledIsAdoptedAndStopped() throws IOException, InterruptedException, SQLException {
        try (OtherCommand killed = OtherCommand.joined(directory())) {
            killed.kill();
        }
        long orphan = running().orElseThrow().pid();
        try (EmbeddedServer server = join()) {
            assertThat(running().orElseThrow().pid()).isEqualTo(orphan);
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aTerminatedCommandLeavesProperly() throws IOException, InterruptedException {
        try (OtherCommand terminated = OtherCommand.joined(directory())) {
            assertThat(terminated.terminate()).isEqualTo(143);
        }
        assertThat(running()).isEmpty();
    }

    @Test
    void aCrashedServerIsStartedAgain() throws IOException, SQLException, InterruptedException {
        try (EmbeddedServer server = join()) {
            execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
            ProcessHandle.of(running().orElseThrow().pid()).orElseThrow().destroyForcibly();
            while (running().isPresent()) {
                Thread.sleep(20);
            }
        }
        assertThat(directory().resolve("data/postmaster.pid")).exists();
        try (EmbeddedServer server = join()) {
            assertThat(ask(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void aLeftOverPidFileThatNamesALivingStrangerIsNoObstacle() throws IOException, SQLException {
        join().close();
        Path pidFile = directory().resolve("data/postmaster.pid");
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(
                    pidFile, stranger.pid() + "\n" + directory().resolve("data") + "\n1500000000\n5432\n\n\n");
            try (EmbeddedServer server = join()) {
                assertThat(ask(server, "SELECT 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void anUnfinishedDataDirectoryIsMadeAnew() throws IOException, SQLException {
        Files.createDirectories(directory().resolve("data.new/base"));
        try (EmbeddedServer server = join()) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
            assertThat(directory().resolve("data.new")).doesNotExist();
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsLeftAloneAndExplained() throws IOException {
        Path version = Files.createDirectories(directory().resolve("data")).resolve("PG_VERSION");
        Files.writeString(version, "15\n");

        assertThatThrownBy(this::join)
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("made by PostgreSQL 15")
                .hasMessageContaining("pg_dump");
        assertThat(version).hasContent("15");
    }

    @Test
    void aServerThatDoesNotStartShowsItsLog() throws IOException {
        join().close();
        Path settings = directory().resolve("data/postgresql.conf");
        Files.writeString(settings, Files.readString(settings) + "\nno_such_setting = 1\n");

        assertThatThrownBy(this::join)
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("does not start")
                .hasMessageContaining("no_such_setting")
                .hasMessageContaining(directory().resolve("server.log").toString());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<InetAddress> ownAddresses() throws IOException {
        List<InetAddress> addresses = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        Assumptions.assumeThat(addresses).as("this machine has another address").isNotEmpty();
        return addresses;
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
