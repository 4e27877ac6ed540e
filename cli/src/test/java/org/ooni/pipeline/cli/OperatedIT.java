package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a configuration that asks for everything, without a terminal. */
class OperatedIT {
    @TempDir
    private Path place;

    private Shell shell;
    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectories(place.resolve("root"));
        Path config = Files.writeString(
                place.resolve("pipeline.yaml"),
                String.join(
                        "\n",
                        "root: " + root,
                        "postgres-password: s3cret",
                        "log-format: json",
                        "metrics-file: " + root.resolve("pipeline.prom"),
                        "statsd: 127.0.0.1:1",
                        "on-failure: echo \"failed $PIPELINE_EXIT\" >>" + root.resolve("told"),
                        "canning:",
                        "  jobs: 1",
                        ""));
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
        shell = Shell.in(place)
                .with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1")
                .with("OOPIPE_CONFIG", config.toString());
        report("2017-01-01", "20170101T000000Z-ZZ-AS0-ndt-20170101T000000Z_AS0_x-0.2.0-probe.json");
        report("2017-01-02", "no-report");
    }

    private void report(String day, String name) throws IOException {
        Path directory = Files.createDirectories(root.resolve("reports-raw").resolve(day));
        Files.writeString(directory.resolve(name), "{}\n");
    }

    private Shell.Outcome run(Object... arguments) throws IOException, InterruptedException {
        Object[] command = new Object[arguments.length + 1];
        command[0] = LaunchedCentrifugation.LAUNCHER;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return shell.run(command);
    }

    @Test
    void aRunIsConfiguredLoggedMeasuredEnteredAndItsFailureTold() throws IOException, InterruptedException {
        Shell.Outcome canned = run("canning", "--start", "2017-01-01", "--end", "2017-01-03");

        assertThat(canned.code()).as(canned.err()).isEqualTo(65);
        assertThat(canned.out()).startsWith("2017-01-01 canning: 1 report");
        List<String> log = canned.err().lines().toList();
        assertThat(log).isNotEmpty();
        for (String line : log) {
            JsonNode event = new JsonMapper().readTree(line);
            assertThat(event.path("time").asText()).as(line).startsWith("20");
            assertThat(event.path("level").asText()).isNotEmpty();
        }
        assertThat(log).last().asString().contains("\"ERROR\"", "\"bucket\":\"2017-01-02\"", "\"exit\":65");
        PrometheusText.check(Files.readString(root.resolve("pipeline.prom")));
        assertThat(Files.readString(root.resolve("pipeline.prom")))
                .contains("ooni_pipeline_run_exit_code{command=\"canning\"} 65\n");
        assertThat(Files.readString(root.resolve("told"))).isEqualTo("failed 65\n");

        Shell.Outcome runs = run("runs");
        assertThat(runs.out()).contains("failed 65", "canning 1 bucket and 1 failed");
        Shell.Outcome shown = run("config", "show", "--json");
        assertThat(shown.out())
                .contains("\"key\":\"canning.jobs\",\"value\":\"1\"")
                .contains("\"key\":\"postgres-password\",\"value\":\"******\"");
        for (Shell.Outcome outcome : List.of(canned, runs, shown)) {
            assertThat(outcome.out() + outcome.err()).doesNotContain("s3cret");
        }
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("s3cret");
            }
        }
    }

    @Test
    void statusIsWatchedUntilASignalComes() throws IOException, InterruptedException {
        Path out = place.resolve("status");
        Path err = place.resolve("notices");
        Process status = shell.start(out, err, LaunchedCentrifugation.LAUNCHER, "status", "--watch", "1");
        try {
            Instant end = Instant.now().plusSeconds(300);
            while (looks(out) < 2 && Instant.now().isBefore(end)) {
                assertThat(status.isAlive()).as(Files.readString(err)).isTrue();
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(looks(out)).isGreaterThanOrEqualTo(2);
            status.destroy();
            assertThat(status.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(status.exitValue()).isEqualTo(143);
        } finally {
            status.destroyForcibly();
        }
        assertThat(Files.readString(out)).contains("1 pending", "total 2").doesNotContain("\033[");
        assertThat(err).isEmptyFile();
    }

    private static long looks(Path out) throws IOException {
        return Files.readAllLines(out).stream()
                .filter(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.*Z"))
                .count();
    }

    @Test
    void aLoggerSpeaksJsonTooAndABadFileIsNamed() throws IOException, InterruptedException {
        run("canning", "--bucket", "2017-01-01");
        Files.writeString(root.resolve("bridge_db.json"), "{}");

        Shell.Outcome autoclaved = run("autoclaving", "--bucket", "2017-01-01", "--debug");
        assertThat(autoclaved.code()).as(autoclaved.err()).isZero();
        for (String line : autoclaved.err().lines().toList()) {
            assertThat(new JsonMapper().readTree(line).path("logger").asText())
                    .as(line)
                    .isNotEmpty();
        }

        Path bad = Files.writeString(place.resolve("bad.yaml"), "root: /x\nrooot: /y\n");
        Shell.Outcome refused = run("runs", "--config", bad, "--log-format", "text");
        assertThat(refused.code()).isEqualTo(65);
        assertThat(refused.err())
                .isEqualTo("pipeline runs: " + bad + ": line 2: unknown key 'rooot'; did you mean 'root'?\n");
        assertThat(run("config").err()).contains("What of the configuration? One of [show].");
    }
}
