package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What others are told of a run of canning over two days, one of which has a file that is no report. */
class WatchedRunTest {
    private static final String GOOD = "2017-01-01";
    private static final String BAD = "2017-01-02";

    @TempDir
    private Path root;

    @BeforeEach
    void makeReports() throws IOException {
        report(GOOD, "20170101T000000Z-ZZ-AS0-ndt-20170101T000000Z_AS0_x-0.2.0-probe.json");
        report(BAD, "no-report");
    }

    private void report(String day, String name) throws IOException {
        Files.createDirectories(root.resolve("reports-raw").resolve(day));
        Files.writeString(root.resolve("reports-raw").resolve(day).resolve(name), "{}\n");
    }

    private CommandRun canning(String bucket, Object... more) {
        List<Object> all = new ArrayList<>(List.of("canning", "--root", root, "--bucket", bucket));
        all.addAll(List.of(more));
        return CommandRun.of(all.toArray());
    }

    private List<JsonNode> runs() throws IOException {
        CommandRun listed = CommandRun.of("runs", "--root", root, "--json");
        assertThat(listed.code()).as(listed.err()).isZero();
        List<JsonNode> runs = new ArrayList<>();
        for (String line : listed.out().lines().toList()) {
            runs.add(new JsonMapper().readTree(line));
        }
        return runs;
    }

    @Test
    void everyRunIsInTheLedger() throws IOException {
        assertThat(canning(GOOD).code()).isZero();
        assertThat(canning(BAD).code()).isEqualTo(65);
        assertThat(canning(GOOD, "--jobs", "0").code()).isEqualTo(2);

        List<JsonNode> runs = runs();
        assertThat(runs).extracting(run -> run.path("state").asText()).containsExactly("done", "failed", "failed");
        assertThat(runs).allMatch(run -> run.path("command").asText().equals("canning"));
        JsonNode canning = runs.get(0).path("stages").path("canning");
        assertThat(canning.path("done").asInt()).isOne();
        assertThat(canning.path("figures").path("reports").asInt()).isOne();
        assertThat(canning.path("figures").path("text_bytes").asInt()).isEqualTo(3);
        assertThat(runs.get(1).path("failures").get(0).path("bucket").asText()).isEqualTo(BAD);
        assertThat(runs.get(1).path("exit").asInt()).isEqualTo(65);
        assertThat(runs.get(2).path("message").asText()).contains("--jobs: 0");
        assertThat(CommandRun.of("runs", "--root", root, "--limit", "2").out().lines())
                .hasSize(2)
                .first()
                .asString()
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z +[\\d.]+ s  failed 65 +canning  canning 0 buckets and 1 failed");
        assertThat(Files.getPosixFilePermissions(root.resolve(".pipeline/runs.jsonl")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aTickIsWatchedAndOneThatFoundNothingIsListedOnRequest() throws IOException {
        Files.delete(root.resolve("reports-raw").resolve(BAD).resolve("no-report"));
        try (Stream<Path> reports = Files.list(root.resolve("reports-raw").resolve(GOOD))) {
            for (Path report : reports.toList()) {
                Files.setLastModifiedTime(report, FileTime.from(Instant.parse("2017-01-01T12:00:00Z")));
            }
        }
        Path metrics = root.resolve("pipeline.prom");
        Object[] tick = {"tick", "--root", root, "--stages", "canning", "--metrics-file", metrics};
        for (int i = 0; i < 40; i++) {
            assertThat(CommandRun.of(tick).code()).isZero();
        }

        assertThat(runs()).singleElement().satisfies(run -> {
            assertThat(run.path("command").asText()).isEqualTo("tick");
            assertThat(run.path("stages").path("canning").path("done").asInt()).isOne();
        });
        assertThat(CommandRun.of("runs", "--root", root, "--all", "--limit", "100")
                        .out()
                        .lines())
                .hasSize(40);
        assertThat(Files.readString(metrics)).contains("ooni_pipeline_run_exit_code{command=\"tick\"} 0");
    }

    @Test
    void aRunThatASignalHasInterruptedIsInTheLedgerAsSuch() throws IOException {
        CommandLine line = Main.commandLine(new Failures(() -> true), Map.of("OOPIPE_CONFIG", ""));
        line.setErr(new PrintWriter(new StringWriter()));
        Thread.currentThread().interrupt();
        try {
            line.execute("canning", "--root", root.toString(), "--bucket", GOOD);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(runs()).extracting(run -> run.path("state").asText()).containsExactly("interrupted");
    }

    @Test
    void aFullLedgerIsPutAsideAndStillRead() throws IOException {
        assertThat(canning(GOOD).code()).isZero();
        Path ledger = root.resolve(".pipeline/runs.jsonl");
        Path older = root.resolve(".pipeline/runs.jsonl.1");
        Files.writeString(older, "older still\n");
        String entered = Files.readString(ledger);
        while (Files.size(ledger) <= 16 << 20) {
            Files.writeString(ledger, entered.repeat(1_000), StandardOpenOption.APPEND);
        }
        long full = Files.size(ledger);

        assertThat(canning(BAD).code()).isEqualTo(65);

        assertThat(older).hasSize(full);
        assertThat(Files.readAllLines(ledger)).hasSize(2).allMatch(line -> line.contains("\"run\":"));
        assertThat(runs()).extracting(run -> run.path("state").asText()).containsExactly("done", "failed");
    }

    @Test
    void withoutARootTheLedgerLiesWithTheCans() {
        CommandRun run = CommandRun.of(
                "canning",
                "--reports-raw-root",
                root.resolve("reports-raw"),
                "--canned-root",
                root.resolve("canned"),
                "--bucket",
                GOOD);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(root.resolve("canned/.pipeline/runs.jsonl")).isRegularFile();
        assertThat(CommandRun.of("runs", "--canned-root", root.resolve("canned"))
                        .out())
                .contains("done");
        assertThat(CommandRun.of("runs").err()).contains("Whose runs? Give --root DIR or --runs-file FILE.");
        assertThat(CommandRun.of("runs", "--root", root, "--limit", "0").code()).isEqualTo(2);
    }

    @Test
    void aRootThatIsNotThereIsNotMade() {
        CommandRun.of("canning", "--root", root.resolve("typo"), "--bucket", GOOD);

        assertThat(root.resolve("typo")).doesNotExist();
    }

    @Test
    void secretsAreNotKept() throws IOException {
        Path archive = Files.createDirectories(root.resolve("autoclaved"));
        CommandRun run = CommandRun.of(
                "centrifugation",
                "--autoclaved-root",
                archive,
                "--bucket",
                GOOD,
                "--postgres",
                "postgresql://u:s3cret@h/d",
                "--on-failure",
                ": s3cret",
                "--metrics-file",
                root.resolve("m.prom"),
                "--runs-file",
                root.resolve("runs"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(archive.resolve(".pipeline"))
                .as("what is mirrored does not tell of the machine")
                .doesNotExist();
        assertThat(Files.readString(root.resolve("runs")))
                .contains("postgresql://u:******@h/d")
                .doesNotContain("s3cret");
        assertThat(Files.readString(root.resolve("m.prom"))).doesNotContain("s3cret");
        assertThat(run.err()).doesNotContain("s3cret");
    }

    @Test
    void theMetricsAreThoseOfTheLatestRunOfEachCommand() throws IOException {
        Path file = root.resolve("pipeline.prom");
        String other = "ooni_pipeline_run_exit_code{command=\"run\"} 73\n";
        Files.writeString(file, other + "somebody_elses{command=\"run\"} 1\n");

        assertThat(canning(GOOD, "--metrics-file", file).code()).isZero();
        String good = Files.readString(file);
        PrometheusText.check(good);
        assertThat(good)
                .contains(other)
                .doesNotContain("somebody_elses")
                .contains("ooni_pipeline_run_exit_code{command=\"canning\"} 0\n")
                .contains("ooni_pipeline_stage_buckets{command=\"canning\",stage=\"canning\",outcome=\"done\"} 1\n")
                .contains("ooni_pipeline_stage_figure{command=\"canning\",stage=\"canning\",figure=\"reports\"} 1\n");

        assertThat(canning(BAD, "--metrics-file", file).code()).isEqualTo(65);
        String bad = Files.readString(file);
        PrometheusText.check(bad);
        assertThat(bad)
                .contains(other)
                .contains("ooni_pipeline_run_exit_code{command=\"canning\"} 65\n")
                .contains("outcome=\"failed\"} 1\n")
                .doesNotContain("figure=\"reports\"");
        assertThat(lastSuccess(bad)).isEqualTo(lastSuccess(good));
        try (var files = Files.list(root)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(".tmp-"));
        }
    }

    private static String lastSuccess(String text) {
        return text.lines()
                .filter(line -> line.startsWith("ooni_pipeline_run_last_success_time_seconds{command=\"canning\"} "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void metricsThatCannotBeWrittenAreAWarning() {
        CommandRun run = canning(GOOD, "--metrics-file", root.resolve("nowhere/m.prom"));

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("warning: ").contains("nowhere/m.prom");
    }

    @Test
    void statsdIsToldOfBucketsAndRuns() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(60_000);
            assertThat(canning(GOOD, "--statsd", "127.0.0.1:" + socket.getLocalPort())
                            .code())
                    .isZero();
            assertThat(receive(socket).lines())
                    .contains(
                            "ooni_pipeline.canning.canning.buckets_done:1|c",
                            "ooni_pipeline.canning.canning.reports:1|c")
                    .allMatch(line -> line.matches("[a-z0-9_.]+:\\d+\\|(c|ms)"));
            assertThat(receive(socket).lines()).first().isEqualTo("ooni_pipeline.canning.exit_0:1|c");
        }
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "no.such.host.invalid:8125"})
    void whereNoStatsdListensTheRunGoesThrough(String address) {
        assertThat(canning(GOOD, "--statsd", address).code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "host:", ":8125", "host:0", "host:70000"})
    void anAddressOfStatsdHasAPort(String address) {
        CommandRun run = canning(GOOD, "--statsd", address);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--statsd: '" + address + "' is not of the form host:port.");
        assertThat(root.resolve("canned")).doesNotExist();
    }

    @Test
    void theCommandForFailuresIsToldWhatFailed() throws IOException {
        String command = "printf '%s|' \"$PIPELINE_COMMAND\" \"$PIPELINE_EXIT\" \"$PIPELINE_BUCKETS\""
                + " \"$PIPELINE_MESSAGE\" > " + root.resolve("told");

        assertThat(canning(GOOD, "--on-failure", command).code()).isZero();
        assertThat(root.resolve("told")).doesNotExist();
        assertThat(canning(BAD, "--on-failure", command).code()).isEqualTo(65);
        assertThat(Files.readString(root.resolve("told")))
                .startsWith("canning|65|" + BAD + "|" + BAD + " canning: ")
                .contains("no-report");
    }

    @Test
    void aCommandForFailuresThatFailsIsAWarning() {
        CommandRun run = canning(BAD, "--on-failure", "exit 7");

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains("warning: --on-failure: the command exited with 7");
    }

    @Test
    void aCommandForFailuresThatHangsIsEnded() {
        CommandRun run = canning(BAD, "--on-failure", "sleep 3000", "--on-failure-timeout", "1");

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains("longer than 1 s");
    }

    @Test
    void aRunThatWasKilledIsLostAndTornLinesAreSkipped() throws IOException {
        canning(GOOD);
        Path ledger = root.resolve(".pipeline/runs.jsonl");
        long nobody =
                ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).max().orElse(1) + 100_000_000L;
        Files.writeString(
                ledger,
                "{\"run\":\"a\",\"event\":\"begun\",\"time\":\"2026-01-01T00:00:00Z\",\"command\":\"run\",\"arguments\":[],"
                        + "\"pid\":" + nobody + "}\n{\"run\":\"a\",\"event\":\"en\n"
                        + "{\"run\":\"b\",\"event\":\"begun\",\"time\":\"2999-01-01T00:00:00Z\",\"command\":\"run\","
                        + "\"arguments\":[],\"pid\":" + ProcessHandle.current().pid() + "}\n",
                StandardOpenOption.APPEND);

        assertThat(runs()).extracting(run -> run.path("state").asText()).containsExactly("done", "lost", "running");
    }
}
