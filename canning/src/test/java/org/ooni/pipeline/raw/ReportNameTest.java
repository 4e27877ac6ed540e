package org.ooni.pipeline.raw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportNameTest {
    private static final String PREFIX = "20160928T062804Z-GR-AS6799-ndt-";
    private static final String SUFFIX = "-0.2.0-probe.json";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20160928T062804Z-GR-AS6799-ndt-no_report_id-0.2.0-probe.json",
                "20160928T062804Z-GR-AS6799-ndt-20160928T062523Z_AS6799_5uajV5x6-0.2.0-probe.yaml",
                "20160928T062804Z-ZZ-AS0-ndt-x-.-probe.json"
            })
    void theFourthPartIsTheTestName(String file) {
        assertThat(ReportName.parse(file).orElseThrow().testName()).isEqualTo("ndt");
    }

    @Test
    void theOtherPartsAreNamed() {
        String file = "20160928T062804Z-GR-AS6799-ndt-20160928T062523Z_AS6799_5uajV5x6-0.2.0-probe.yaml";
        assertThat(ReportName.ofTextname("2016-09-28/" + file))
                .hasValue(new ReportName(
                        file, "20160928T062804Z", "GR", "AS6799", "ndt", "20160928T062523Z_AS6799_5uajV5x6"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "index.json.gz",
                "20160928T062804Z-GR-AS6799-ndt-x-0.2.0-probe.json.gz",
                "20160928T062804Z-GR-AS6799-ndt-x-0.2.0-probe.json\n",
                "20160928T062804Z-GR-AS6799-ndt-x-0.2.0-backend.json",
                "20160928T062804Z-gr-AS6799-ndt-x-0.2.0-probe.json",
                "20160928T062804Z-GR-6799-ndt-x-0.2.0-probe.json",
                "20160928T062804Z-GR-AS6799-a-b-x-0.2.0-probe.json",
                "20160928T062804Z-GR-AS6799--x-0.2.0-probe.json",
                "20162928T062804Z-GR-AS6799-ndt-x-0.2.0-probe.json",
                "20160928T062864Z-GR-AS6799-ndt-x-0.2.0-probe.json"
            })
    void whatDoesNotMatchIsNoReport(String file) {
        assertThat(ReportName.parse(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\tb", "a\u001bb", "a/b", "a\\b", "\u00e9", "\u0661"})
    void whatTarAndTerminalsDoNotTakeAsItIsIsNoReport(String reportId) {
        assertThat(ReportName.parse(PREFIX + reportId + SUFFIX)).isEmpty();
    }

    @Test
    void aNameThatIsTooLongWithLz4BehindItIsNoReport() {
        int room = 255 - ".lz4".length() - PREFIX.length() - SUFFIX.length();
        assertThat(ReportName.parse(PREFIX + "x".repeat(room) + SUFFIX)).isPresent();
        assertThat(ReportName.parse(PREFIX + "x".repeat(room + 1) + SUFFIX)).isEmpty();
    }
}
