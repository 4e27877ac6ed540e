package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ooni.pipeline.cli.exit.ExitCode;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine(new Failures(() -> false));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    static Stream<String> commands() {
        return Stream.of(
                "",
                "demo ",
                "run ",
                "canning ",
                "autoclaving ",
                "centrifugation ",
                "db ",
                "db migrate ",
                "db info ",
                "sql ",
                "db check ",
                "db rollback ",
                "db baseline ",
                "fingerprints ",
                "fingerprints list ",
                "fingerprints add ",
                "fingerprints remove ",
                "fingerprints import ",
                "fingerprints checksum ",
                "fingerprints accept ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
        assertThat(run((command + "--help").split(" "))).isZero();

        assertThat(out.toString()).contains("Examples:", "  pipeline " + command.strip(), "Exit codes:");
        assertThat(out.toString().lines().filter(line -> line.startsWith("  pipeline ")))
                .as("no example is broken into two lines")
                .allMatch(line -> line.chars().filter(c -> c == '"').count() % 2 == 0);
        for (ExitCode code : ExitCode.values()) {
            assertThat(out.toString()).containsPattern("(?m)^ +" + code.number() + " +\\S");
        }
    }

    @Test
    void theVersionComesFromTheBuild() {
        assertThat(run("--version")).isZero();

        assertThat(out.toString()).containsPattern("pipeline \\d+\\.\\d+").containsPattern("PostgreSQL \\d+\\.\\d+");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Which command? One of [demo, run, canning, autoclaving, centrifugation, sql, db, fingerprints].|pipeline --help",
                "bake|Unmatched argument at index 0: 'bake'|pipeline --help",
                "run --root x|Which buckets? Give --start DAY and --end DAY, or --bucket DAY.|pipeline run --help",
                "canning --bucket 2017-01-01|Where is reports-raw? Give --root DIR or --reports-raw-root DIR."
                        + "|pipeline canning --help",
                "canning --reports-raw-root . --canned-root x --bucket 2017-01-01 --jobs 0|--jobs: 0 is not a number of cans"
                        + "|pipeline canning --help",
                "autoclaving --canned-root . --autoclaved-root x --bucket 2017-01-01 --max-measurement 0|--max-measurement: give 1 to 1024 MiB"
                        + "|pipeline autoclaving --help",
                "centrifugation --autoclaved-root x --bucket 2017-01-01|Which database? Give --root DIR or --postgres"
                        + " DSN.|pipeline centrifugation --help",
                "db|What of the database? One of [migrate, info, check, rollback, baseline].|pipeline db --help",
                "fingerprints|What of the fingerprints? One of [list, add, remove, import, checksum, accept]."
                        + "|pipeline fingerprints --help",
                "db drop|Unmatched argument|pipeline db --help",
                "sql|Missing required parameter: 'SQL'|pipeline sql --help",
                "sql 1 --format xml|expected one of [TABLE, CSV, JSON] (case-insensitive) but was 'xml'"
                        + "|pipeline sql --help",
                "sql 1 --postgres host=h;password=secret|no password here, please|pipeline sql --help",
                "db info --postgres host=/tmp|Java does not reach the Unix socket /tmp|pipeline db info --help",
            })
    void wrongUseIsOneLineAndWhereToLook(String arguments, String message, String help) {
        int code = run(arguments.isEmpty() ? new String[0] : spaced(arguments.split(" ")));

        assertThat(code).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString())
                .contains(message)
                .contains("Try '" + help + "'.")
                .doesNotContain("secret");
        assertThat(out.toString()).isEmpty();
    }

    private static String[] spaced(String[] arguments) {
        return Stream.of(arguments).map(text -> text.replace(';', ' ')).toArray(String[]::new);
    }

    @Test
    void aFailureIsOneLine() {
        int code = run("db", "info", "--postgres", "host=127.0.0.1 port=1");

        assertThat(code).isEqualTo(ExitCode.FAILED.number());
        assertThat(err.toString())
                .startsWith("pipeline db info: ")
                .contains("127.0.0.1:1")
                .doesNotContain("\tat ");
    }

    @Test
    void debugAddsTheStackTrace() {
        run("db", "info", "--debug", "--postgres", "host=127.0.0.1 port=1");

        assertThat(err.toString()).contains("\tat org.ooni.pipeline.");
    }
}
