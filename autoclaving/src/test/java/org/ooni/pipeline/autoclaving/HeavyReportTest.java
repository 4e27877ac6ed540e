package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Large reports take no more memory than docs/formats.md says, from their can to the archive. */
@DisplayName("D45: reports that are large in one way or another")
class HeavyReportTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @Timeout(300)
    @CsvSource({
        "LINE_OF_200_MB, 400, '0 data, 1 bad, 0 cut'",
        "MEASUREMENT_OF_60_MB, 640, '1 data, 0 bad, 0 cut'",
        "OLD_MEASUREMENT_OF_60_MB, 640, '1 data, 0 bad, 0 cut'",
        "YAML_MEASUREMENT_OF_60_MB, 900, '1 data, 0 bad, 0 cut'",
        "CONTROLS, 640, '0 data, 1 bad, 0 cut'",
        "VALUES, 640, '0 data, 1 bad, 0 cut'",
        "VALUES_OF_TODAY, 640, '1 data, 0 bad, 0 cut'",
        "OUTERMOST_KEYS, 640, '0 data, 1 bad, 0 cut'",
        "BODY_OF_ALIASES, 900, '0 data, 1 bad, 0 cut'",
        "TINY_JSON, 256, '100000 data, 0 bad, 0 cut'",
        "TINY_YAML, 256, '100000 data, 0 bad, 0 cut'",
        "LARGE_HEADER, 256, '1074 data, 8926 bad, 0 cut'"
    })
    void isAutoclavedInLittleMemory(HeavyReport report, int mebibytes, String outcome) throws IOException {
        List<String> options = List.of("-Xmx" + mebibytes + "m", "-XX:+UseSerialGC");
        try (ChildJvm run = ChildJvm.start(options, HeavyReport.class, temp.toString(), report.name())) {
            assertThat(run.readLine()).isEqualTo(outcome);
        }
    }
}
