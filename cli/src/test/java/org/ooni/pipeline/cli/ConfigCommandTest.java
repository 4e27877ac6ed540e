package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.cli.exit.ExitCode;

/** Settings that are kept in a file and in the environment, as commands see them. */
class ConfigCommandTest {
    private static final Map<String, String> PLAIN = Map.of();

    @TempDir
    private Path directory;

    private Path fileOf(String mode, String... lines) throws IOException {
        Path file = directory.resolve("pipeline.yaml");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Path file(String... lines) throws IOException {
        return fileOf("rw-r--r--", lines);
    }

    private static CommandRun show(Map<String, String> environment, Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        all[0] = "config";
        all[1] = "show";
        all[2] = "--json";
        return CommandRun.with(environment, all);
    }

    private static String line(String key, String value, String source, Object where) {
        return "{\"key\":\"" + key + "\",\"value\":\"" + value + "\",\"source\":\"" + source + "\",\"where\":\"" + where
                + "\"}";
    }

    @Test
    void theEnvironmentOverridesTheFileAndOptionsOverrideBoth() throws IOException {
        Path file = file("root: /srv/ooni", "jobs: 3", "max-measurement: 32", "canning:", "  jobs: 5");

        CommandRun shown = show(Map.of("OOPIPE_JOBS", "4"), "--config", file, "--root", "/elsewhere");

        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out().lines())
                .contains(
                        line("root", "/elsewhere", "option", "--root"),
                        line("jobs", "4", "environment", "OOPIPE_JOBS"),
                        line("max-measurement", "32", "file", file + ":3"),
                        line("canning.jobs", "5", "file", file + ":5"),
                        "{\"key\":\"postgres\",\"value\":null,\"source\":\"default\",\"where\":null}");
    }

    @Test
    void aPersonGetsATable() throws IOException {
        Path file = file("root: /srv/ooni");

        CommandRun shown = CommandRun.with(Map.of("OOPIPE_CONFIG", file.toString()), "config", "show");

        assertThat(shown.out().lines()).first().isEqualTo("file: " + file);
        assertThat(shown.out())
                .containsPattern("(?m)^root +/srv/ooni +\\Q" + file + "\\E:1$")
                .containsPattern("(?m)^max-measurement +64 +default$")
                .containsPattern("(?m)^postgres +- +default$");
    }

    @Test
    void theFileOfTheRootIsFoundAndAnEmptyVariableMeansNone() throws IOException {
        Path file = file("jobs: 3");

        assertThat(show(PLAIN, "--root", directory).out()).contains(line("jobs", "3", "file", file + ":1"));
        assertThat(show(Map.of("OOPIPE_ROOT", directory.toString())).out())
                .contains(line("jobs", "3", "file", file + ":1"));
        assertThat(show(Map.of("OOPIPE_CONFIG", ""), "--root", directory).out()).doesNotContain("\"file\"");
    }

    @Test
    void whatIsKeptServesCommandsAndSectionsGoFirst() throws IOException {
        Path file = file(
                "reports-raw-root: " + directory,
                "canned-root: " + directory.resolve("canned"),
                "jobs: none",
                "canning:",
                "  jobs: 0");

        assertThat(CommandRun.with(PLAIN, "canning", "--config", file, "--bucket", "2017-01-01")
                        .err())
                .startsWith("pipeline canning: --jobs: 0 is not a number of threads");
        assertThat(CommandRun.with(PLAIN, "canning", "--config", file, "--bucket", "2017-01-01", "--jobs", "1")
                        .code())
                .isZero();
        assertThat(CommandRun.with(PLAIN, "autoclaving", "--config", file, "--bucket", "2017-01-01")
                        .err())
                .as("a value that cannot be read says where it stands")
                .contains("'none'")
                .contains("(" + file + ":3)");
    }

    @Test
    void aRootThatIsTypedHidesThePlacesThatAreKept() throws IOException {
        Path kept = file("postgres: host=127.0.0.1 port=1", "canned-root: /kept");
        Map<String, String> ambient = Map.of("OOPIPE_CONFIG", kept.toString());

        assertThat(show(ambient, "--root", "/other").out()).doesNotContain("/kept", "127.0.0.1");
        assertThat(show(ambient).out()).contains("/kept", "127.0.0.1");
        assertThat(show(PLAIN, "--root", directory).out())
                .as("but not those in the file of this root")
                .contains("/kept", "127.0.0.1");
    }

    @Test
    void aSettingMayServeAGroupOfCommands() throws IOException {
        Path file = file("db:", "  postgres: host=127.0.0.1 port=1");

        assertThat(CommandRun.with(PLAIN, "db", "info", "--config", file).err()).contains("127.0.0.1:1");
        assertThat(CommandRun.with(PLAIN, "sql", "SELECT 1", "--config", file).err())
                .contains("Which database?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rooot: /srv|line 1: unknown key 'rooot'; did you mean 'root'?",
                "jobs: 1;cannned-root: /x|line 2: unknown key 'cannned-root'; did you mean 'canned-root'?",
                "metrics_file: x|unknown key 'metrics_file'; did you mean 'metrics-file'?",
                "centrifugatoin: {limit: 1}|did you mean 'centrifugation'?",
                "centrifugation:;  limmit: 1|line 2: unknown key 'centrifugation.limmit'; did you mean 'limit'?",
                "limit: 1|unknown key 'limit'; it belongs into a section: cat, centrifugation, runs.",
                "centrifugation: 5|line 1: 'centrifugation' is a section",
                "jobs: [1, 2]|line 1: 'jobs' needs one plain value",
                "jobs:|line 1: 'jobs' needs one plain value",
                "jobs: 1;jobs: 2|line 2: 'jobs' is there twice",
                "jobs: !!java.io.File x|line 1: Global tag is not allowed",
                "root: 'open|line 2: found unexpected end of stream",
                "- root|line 1: not a mapping",
                "help: true|unknown key 'help'",
                "sql: {write: true}|unknown key 'sql.write'",
            })
    void aBadFileIsNamedWithItsLine(String lines, String reason) throws IOException {
        Path file = file(lines.split(";"));

        CommandRun run = CommandRun.with(PLAIN, "config", "show", "--config", file);

        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT.number());
        assertThat(run.err()).startsWith("pipeline config show: " + file + ": ").contains(reason);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(CommandRun.with(PLAIN, "run", "--help", "--config", file).code())
                .as("help is there all the same")
                .isZero();
    }

    @Test
    void hostileFilesAreRefused() throws IOException {
        String deep = "a: ".concat("[".repeat(200_000));
        assertThat(CommandRun.with(PLAIN, "config", "show", "--config", file("[".repeat(50)))
                        .code())
                .isEqualTo(65);
        assertThat(CommandRun.with(PLAIN, "config", "show", "--config", file(deep))
                        .err())
                .contains("larger than");
        Files.write(directory.resolve("latin"), new byte[] {'a', ':', (byte) 0xe4});
        assertThat(CommandRun.with(PLAIN, "config", "show", "--config", directory.resolve("latin"))
                        .err())
                .contains("not UTF-8");
        assertThat(CommandRun.with(PLAIN, "config", "show", "--config", directory.resolve("none"))
                        .err())
                .contains("there is no such configuration");
        assertThat(CommandRun.with(PLAIN, "config", "show", "--config", fileOf("rw-rw-rw-", "jobs: 1"))
                        .err())
                .contains("may be changed by every user");
    }

    @Test
    void aVariableThatSetsNothingIsAnError() {
        CommandRun run = CommandRun.with(Map.of("OOPIPE_POSTGRE", "host=x"), "config", "show");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("OOPIPE_POSTGRE sets nothing; did you mean OOPIPE_POSTGRES?");
        assertThat(CommandRun.with(Map.of("OOPIPE_JAVA_OPTS", "x", "OOPIPE_PLUGINS", "y"), "config", "show")
                        .code())
                .isZero();
    }

    @Test
    void passwordsAreNeverShownAndLieOnlyInFilesOfOneUser() throws IOException {
        String[] lines = {"postgres: postgresql://u:s3cret@h/d", "postgres-password: s3cret"};

        CommandRun open = show(PLAIN, "--config", fileOf("rw-r-----", lines));
        assertThat(open.code()).isEqualTo(65);
        assertThat(open.err()).contains("line 2: 'postgres-password' is in a file that others may read");

        CommandRun own = show(PLAIN, "--config", fileOf("rw-------", lines));
        assertThat(own.code()).as(own.err()).isZero();
        assertThat(own.out())
                .contains("\"postgres-password\",\"value\":\"******\"")
                .contains("postgresql://u:******@h/d");
        CommandRun variable = show(Map.of("OOPIPE_POSTGRES_PASSWORD", "s3cret"));
        assertThat(variable.out()).contains("OOPIPE_POSTGRES_PASSWORD");
        CommandRun used = CommandRun.with(PLAIN, "db", "info", "--debug", "--config", fileOf("rw-------", lines));
        assertThat(used.code()).isEqualTo(2);
        for (CommandRun run : new CommandRun[] {open, own, variable, used}) {
            assertThat(run.out() + run.err()).doesNotContain("s3cret");
        }
    }

    @Test
    void theDemoKeepsAwayFromWhatTheFileNames() throws IOException {
        Path file = file("root: " + Files.createDirectory(directory.resolve("precious")));
        Files.writeString(directory.resolve("precious/data"), "");

        CommandRun run = CommandRun.with(PLAIN, "demo", "--config", file, "--root", directory.resolve("precious"));
        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains("is neither empty nor a demo's");
        assertThat(directory.resolve("precious/reports-raw")).doesNotExist();
    }
}
