package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.cli.exit.ExitCode;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = commandLine(PipelineCommand.calledBy(arguments));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        return Main.commandLine(new Failures(() -> false), Map.of("OOPIPE_CONFIG", ""), commands);
    }

    @Test
    void aCommandThatIsCalledComesAloneAndIsTheSame() {
        assertThat(PipelineCommand.calledBy("canning", "tick")).containsExactly(CanningCommand.class);
        for (String first : List.of("", "--help", "--debug", "bake")) {
            assertThat(PipelineCommand.calledBy(first)).isEqualTo(PipelineCommand.COMMANDS);
        }
        Map<String, CommandLine> all = commandLine(PipelineCommand.calledBy()).getSubcommands();
        assertThat(all).hasSameSizeAs(PipelineCommand.COMMANDS).allSatisfy((name, command) -> {
            Map<String, CommandLine> made =
                    commandLine(PipelineCommand.calledBy(name)).getSubcommands();
            assertThat(made).containsOnlyKeys(name);
            assertThat(made.get(name).getUsageMessage()).isEqualTo(command.getUsageMessage());
        });
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
                "''|Which command? One of [demo, tick, status, run, rerun, canning,|pipeline --help",
                "bake|Unmatched argument at index 0: 'bake'|pipeline --help",
                "run --root x|Which buckets? Give --start DAY and --end DAY, or --bucket DAY.|pipeline run --help",
                "canning --bucket 2017-01-01|Where is reports-raw? Give --root DIR or --reports-raw-root DIR."
                        + "|pipeline canning --help",
                "canning --reports-raw-root . --canned-root x --bucket 2017-01-01 --jobs 0|--jobs: 0 is not a number of threads"
                        + "|pipeline canning --help",
                "autoclaving --canned-root target --autoclaved-root x --bucket 2017-01-01 --max-measurement 0|--max-measurement: give 1 to 1024 MiB"
                        + "|pipeline autoclaving --help",
                "duplicates|Where is canned? Give --root DIR or --canned-root DIR.|pipeline duplicates --help",
                "duplicates --root target --start 2017-01-02 --end 2017-01-01|--end|pipeline duplicates --help",
                "rescrub --root x|Missing required option: '--rule=ID'|pipeline rescrub --help",
                "delete-report --root x|Which reports? Give their names, or --files-from FILE.|pipeline delete-report --help",
                "delete-report --root x a/b|is not the name of a report; give it with its bucket"
                        + "|pipeline delete-report --help",
                "centrifugation --autoclaved-root x --bucket 2017-01-01|Which database? Give --root DIR or --postgres"
                        + " DSN.|pipeline centrifugation --help",
                "ls --autoclaved-root x 2017-13-01|DAY: '2017-13-01' is no day like 2017-01-01.|pipeline ls --help",
                "info|Missing required parameter: 'FILE'|pipeline info --help",
                "cat --autoclaved-root . --bucket 2017-01-01 --probe-cc ru|--probe-cc: 'ru' is no country; give two"
                        + " capitals, as RU.|pipeline cat --help",
                "cat --autoclaved-root . --bucket 2017-01-01 --probe-asn x|--probe-asn: 'x' is no network; give AS30722"
                        + " or 30722.|pipeline cat --help",
                "cat --autoclaved-root . --bucket 2017-01-01 --input (|--input: not a regular expression: Unclosed"
                        + " group, at character 1.|pipeline cat --help",
                "cat --autoclaved-root . --bucket 2017-01-01 --limit 0|--limit: 0 is not a number of measurements"
                        + "|pipeline cat --help",
                "cat --autoclaved-root .|Which buckets? Give --start DAY|pipeline cat --help",
                "show --autoclaved-root .|Which measurement? Give TEXTNAME[:INDEX], --msm-no N or --report-id ID."
                        + "|pipeline show --help",
                "show --autoclaved-root . --msm-no 1 --report-id x|One measurement at a time.|pipeline show --help",
                "show --autoclaved-root . --msm-no 1 --input x|--input goes with --report-id.|pipeline show --help",
                "show --autoclaved-root . report.json|TEXTNAME: 'report.json' is not a report with its bucket"
                        + "|pipeline show --help",
                "show --autoclaved-root . --msm-no 1|Which database? Give --root DIR or --postgres DSN."
                        + "|pipeline show --help",
                "db|What of the database? One of [migrate, info, check, rollback, baseline, gc].|pipeline db --help",
                "fingerprints|What of the fingerprints? One of [list, add, remove, import, affected, checksum, accept]."
                        + "|pipeline fingerprints --help",
                "asn|What of the networks? One of [import].|pipeline asn --help",
                "asn import x|Which database? Give --root DIR or --postgres DSN.|pipeline asn import --help",
                "asn import --root x|Missing required parameter: 'FILE'|pipeline asn import --help",
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "fingerprints drop | Unmatched argument",
                "fingerprints add --body-substr x | Missing required option: '--cc=CC'",
                "fingerprints add --cc IT | Missing required argument",
                "fingerprints add --cc it --body-substr x | 'it' is no country's code",
                "fingerprints add --cc UK --body-substr x | the United Kingdom's is GB",
                "fingerprints add --cc IT --body-substr x --header Via --header-value y | mutually exclusive",
                "fingerprints add --cc IT --header Via | Missing required argument",
                "fingerprints add --cc IT --header-value y | Missing required argument",
                "fingerprints add --cc IT --header Via --header-value y --header-prefix z | expected only one match",
                "fingerprints add --cc IT --header Vi:a --header-value y | 'Vi:a' is no header's name",
                "fingerprints add --cc IT --body-substr= | there is no text to look for",
                "fingerprints remove | Missing required parameter: 'NUMBER'",
                "fingerprints remove seven | 'seven' is not an int",
                "fingerprints import | Missing required parameter: 'FILE.csv'",
                "fingerprints checksum 1 | Unmatched argument",
                "db rollback | Missing required option: '--to=VERSION'",
                "db rollback --to x | 'x' is not an int",
                "db rollback --to 7 | --to 7 loses primary data",
                "db rollback --to=-1 | versions begin at 1",
            })
    void wrongUseOfWhatChangesTheDatabaseIsSeenBeforeItIsOpened(String arguments, String message) {
        int code = run(spaced((arguments + " --postgres host=127.0.0.1;port=1").split(" ")));

        assertThat(code).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains(message).contains("Try 'pipeline ");
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
