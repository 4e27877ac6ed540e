package org.ooni.pipeline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole benchmark on a day that takes no time, with the installation that the build has just made. */
class BenchmarkIT {
    @TempDir
    private Path directory;

    @Test
    void everythingIsMeasuredAndCompared() throws IOException {
        String launcher =
                Path.of("../cli/target/pipeline/bin/pipeline").toRealPath().toString();
        String work = directory.resolve("work").toString();
        Path printed = directory.resolve("printed.json");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--pipeline",
                        launcher,
                        "--work",
                        work,
                        "--scale",
                        "0.01",
                        "--runs",
                        "1",
                        "--day",
                        "mixed",
                        "--json")
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(exitCode(process)).isZero();
        JsonNode all = new ObjectMapper().readTree(printed.toFile());
        Set<String> cases = new HashSet<>();
        all.path("figures").forEach(figure -> {
            cases.add(figure.path("case").textValue());
            assertThat(figure.path("runs").path(0).path("wall").doubleValue()).isPositive();
        });
        assertThat(cases)
                .contains("START", "CANNING", "AUTOCLAVING", "FRESH", "REPROCESS", "CACHED", "RUN")
                .contains("LOWER_BOUND", "DUCKDB_CONNECTIONS", "DUCKDB_BODIES");
        assertThat(cases.contains("TAR_LZ4")).isEqualTo(Yardsticks.find().isPresent());
        assertThat(all.path("targets"))
                .isNotEmpty()
                .allMatch(target -> target.path("ratio").doubleValue() > 0);
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
