package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.cli.embedded.EmbeddedServer;

/** The packaged install, moved to another place, where there is no Maven. */
class InstallIT {
    @TempDir
    private static Path place;

    @TempDir
    private Path root;

    private Shell shell;

    @BeforeAll
    static void install() throws IOException {
        Installation.copyTo(place);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @BeforeEach
    void noMaven() throws IOException {
        Shell.script(root.resolve("path/mvn"), "echo no Maven here >&2; exit 1");
        shell = Shell.in(root)
                .with("PATH", root.resolve("path") + ":" + System.getenv("PATH"))
                .with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    }

    private static Path pipeline() {
        return place.resolve("bin/pipeline");
    }

    private Path pidFile() {
        return root.resolve("r/metadb/data/postmaster.pid");
    }

    @Test
    void itHoldsOneVersionOfEachLibrary() throws IOException {
        try (Stream<Path> jars = Files.list(place.resolve("lib"))) {
            List<String> names = jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", ""))
                    .toList();
            assertThat(names).doesNotHaveDuplicates().contains("cli", "picocli", "postgresql", "oometa-migrations");
            assertThat(names).doesNotContain("junit-jupiter", "assertj-core", "duckdb_jdbc", "jmh-core", "benchmark");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0||--version",
                "0||sql --help",
                "2|Which command?|",
                "2|Unmatched argument|bake",
                "2|Missing required parameter|sql",
                "2|Which database? Give --root DIR or --postgres DSN.|sql SELECT",
                "2|Which database?|db migrate",
                "2|Which database?|db info --json",
                "2|--force|db rollback --to 3",
                "65|nowhere.csv|fingerprints import nowhere.csv --root r",
                "2|no password here|db info --postgres postgresql://u:secret@h/d",
                "2|Unix socket|sql SELECT --postgres host=/tmp",
                "1|127.0.0.1:1|db info --postgres postgresql://u@127.0.0.1:1/d",
            })
    void exitCodesAreThoseOfTheHelp(int code, String message, String arguments)
            throws IOException, InterruptedException {
        Shell.Outcome outcome = shell.run(command(arguments));

        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.err()).contains(message == null ? "" : message).doesNotContain("secret", "\tat ");
        assertThat(outcome.err().isEmpty()).isEqualTo(code == 0);
        assertThat(outcome.out().isEmpty()).isEqualTo(code != 0);
    }

    private static Object[] command(String arguments) {
        return Stream.concat(
                        Stream.of(pipeline()), arguments == null ? Stream.empty() : Stream.of(arguments.split(" ")))
                .toArray();
    }

    @Test
    void theEmbeddedDatabaseIsMadeMigratedAndAsked() throws IOException, InterruptedException {
        Shell rooted = shell.with("OOPIPE_ROOT", "r");

        Shell.Outcome migrated = rooted.run(pipeline(), "db", "migrate");
        assertThat(migrated.out()).contains("applied  1 base_types");
        assertThat(migrated.code()).isZero();
        assertThat(rooted.run(pipeline(), "db", "migrate").out()).isEqualTo("The schema is up to date.\n");
        assertThat(rooted.run(pipeline(), "db", "info", "--json").out().lines())
                .first()
                .asString()
                .startsWith("{\"version\":1,\"name\":\"base_types\",\"state\":\"applied\",\"installed_on\":\"2");

        assertThat(rooted.run(pipeline(), "db", "check").out()).isEqualTo("The schema is what the migrations make.\n");
        assertThat(rooted.run(pipeline(), "db", "rollback", "--to", "19").out())
                .isEqualTo("undone 20 compared_bucket\n");
        assertThat(rooted.run(pipeline(), "fingerprints", "list").out())
                .as("the embedded database is migrated again")
                .endsWith("(24 rows)\n");

        Shell.Outcome asked = rooted.run(
                pipeline(), "sql", "--format", "csv", "SELECT count(*) AS n FROM measurement; SELECT 1 AS one");
        assertThat(asked.out()).isEqualTo("n\r\n0\r\none\r\n1\r\n");

        Shell.Outcome refused = rooted.run(pipeline(), "sql", "DELETE FROM report");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("read-only transaction");
        Shell.Outcome written = rooted.run(pipeline(), "sql", "--write", "DELETE FROM fingerprint");
        assertThat(written.code()).isZero();
        assertThat(written.err()).containsPattern("\\d+ rows? changed");
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void classesComeFromAnArchiveThatIsMadeOnce() throws IOException, InterruptedException {
        assertThat(shell.run(pipeline(), "--version").code()).isZero();
        Path archive = archives().get(0);
        Path loaded = root.resolve("loaded");
        Shell telling = shell.with("OOPIPE_JAVA_OPTS", "-Xlog:class+load=info:file=" + loaded);

        assertThat(telling.run(pipeline(), "ls", "--help").err()).isEmpty();
        assertThat(loaded).content().containsPattern("org.ooni.pipeline.cli.LsCommand source: shared objects file");

        // Neither is fit for Java: one is cut off, of the other all but the end is something else.
        byte[] whole = Files.readAllBytes(archive);
        byte[] strange = new byte[whole.length];
        new Random(5).nextBytes(strange);
        System.arraycopy(whole, whole.length - 100, strange, strange.length - 100, 100);
        for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 2), strange)) {
            Files.write(archive, damaged);
            Shell.Outcome outcome = shell.run(pipeline(), "--version");
            assertThat(outcome.code()).isZero();
            assertThat(outcome.err()).isEmpty();
        }
        Files.write(archive, whole);
        assertThat(archives()).hasSize(1);
    }

    private static List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().startsWith("classes"))
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void aSignalEndsTheQueryAndStopsTheServer(String signal, int code)
            throws IOException, InterruptedException, SQLException {
        Path err = root.resolve("err");
        Process sleeper = shell.start(
                root.resolve("out"),
                err,
                pipeline(),
                "sql",
                "--root",
                "r",
                "SELECT count(*), pg_sleep(100) FROM report");
        try {
            awaitSleep(sleeper);
            shell.run("sh", "-c", "kill -" + signal + " " + sleeper.pid());

            assertThat(sleeper.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(sleeper.exitValue()).isEqualTo(code);
            assertThat(err).content().doesNotContain("pipeline sql:", "could not be stopped");
            assertThat(pidFile()).doesNotExist();
        } finally {
            sleeper.destroyForcibly();
        }
    }

    private void awaitSleep(Process sleeper) throws SQLException {
        try (EmbeddedServer server =
                        EmbeddedServer.join(root.resolve("r/metadb"), System.getenv(), System.err::println);
                Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            while (true) {
                assertThat(sleeper.isAlive()).isTrue();
                try (ResultSet waits =
                        statement.executeQuery("SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'")) {
                    if (waits.next()) {
                        return;
                    }
                }
            }
        }
    }

    @Test
    void anOrdinaryUserHasADatabaseToo() throws IOException, InterruptedException {
        assumeRoot();
        assumeTrue(shell.run("sh", "-c", "command -v setpriv").code() == 0, "no setpriv to become another user with");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (Path archive : archives()) {
            Files.delete(archive);
        }

        Shell.Outcome outcome = shell.with(
                        "XDG_CACHE_HOME", root.resolve("cache").toString())
                .run(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        pipeline(),
                        "sql",
                        "--root",
                        root.resolve("r"),
                        "--format",
                        "csv",
                        "SELECT count(*) AS n FROM report");

        assertThat(outcome.out()).as(outcome.err()).isEqualTo("n\r\n0\r\n");
        assertThat(Files.getAttribute(root.resolve("r/metadb/data"), "unix:uid"))
                .isEqualTo(65534);
        assertThat(archives()).isEmpty();
        assertThat(root.resolve("cache/ooni-pipeline")).isDirectoryContaining("glob:**/classes-*.jsa");
    }

    @Test
    void rootIsToldWhatToDoWhereNamespacesAreForbidden() throws IOException, InterruptedException {
        assumeRoot();
        Shell.script(root.resolve("path/unshare"), "echo Operation not permitted >&2; exit 1");

        Shell.Outcome outcome = shell.run(pipeline(), "sql", "--root", "r", "SELECT 1");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("does not run as root", "ordinary user", "--postgres");
    }

    @Test
    void aRootThatCannotBeWrittenIs73() throws IOException, InterruptedException {
        Files.writeString(root.resolve("file"), "");

        Shell.Outcome outcome = shell.run(pipeline(), "sql", "--root", "file", "SELECT 1");

        assertThat(outcome.code()).isEqualTo(73);
        assertThat(outcome.err()).contains("Cannot use the embedded database in file/metadb");
    }

    private static void assumeRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "the tests do not run as root");
    }
}
