package org.ooni.pipeline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMeterTest {
    private static final String BUSY = "i=0; while ((i < 50000)); do ((i += 1)); done; ";

    @TempDir
    private Path directory;

    private ProcessMeter meter;

    @BeforeEach
    void make() {
        meter = new ProcessMeter(directory, Map.of("GIVEN", "a value"));
    }

    private static List<String> bash(String script) {
        return List.of("bash", "-c", script);
    }

    @Test
    void childrenOfChildrenCountAsCpu() throws IOException {
        Usage usage = meter.run(bash("(" + BUSY + ") | cat; true"));

        assertThat(usage.cpu()).isPositive();
        assertThat(usage.wall()).isPositive();
    }

    @Test
    void thePeakIsThatOfTheCommandItself() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "only Linux tells the peak of a process's memory");

        Usage usage = meter.run(bash("x=$(head -c 30000000 /dev/zero | tr '\\0' x); " + BUSY + BUSY));

        assertThat(usage.peakRss()).isGreaterThan(25_000_000);
    }

    @Test
    void whatIsSaidAndTheEnvironmentPass() throws IOException {
        meter.run(bash("echo \"$GIVEN\""));

        assertThat(meter.output()).hasContent("a value");
    }

    @Test
    void aCommandThatFailsFailsTheBenchmarkWithItsOwnWords() {
        assertThatThrownBy(() -> meter.run(bash("echo no such thing >&2; exit 3")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("no such thing");
    }

    @Test
    void timesOfTheShellItselfDoNotCount() throws IOException {
        assertThat(ProcessMeter.childCpu("0m9.000s 0m9.000s\n1m2.250s 0m0.500s\n"))
                .isEqualTo(62.75);
    }

    @Test
    void aServersNameMayHoldAnything() {
        String stat = "7 (a) b) S 1 7 7 0 -1 4194560 100 200 0 0 10 20 300 4000 20 0 1 0 5 0 0";

        assertThat(ServerCpu.ticksOf(stat)).isEqualTo(4330);
    }

    @Test
    void withoutToolsTheMachineIsDescribedAsLackingThem() {
        assertThat(Machine.describe(Optional.empty()).get("lz4")).contains("missing");
    }
}
