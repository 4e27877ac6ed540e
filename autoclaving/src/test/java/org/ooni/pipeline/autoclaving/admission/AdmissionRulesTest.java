package org.ooni.pipeline.autoclaving.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ooni.pipeline.io.BadInputException;

/** What the file may say, and which reports a rule means. */
class AdmissionRulesTest {
    private static final String RULE = "rules:\n- id: r\n  reason: why\n  match:\n    ";
    private static final String NAME =
            "2016-09-28/20160927T235959Z-GR-AS6799-http_header_field_manipulation-R1-0.2.0-probe.json";

    @TempDir
    Path directory;

    private AdmissionRules read(String yaml) throws IOException {
        return AdmissionRules.read(Files.writeString(directory.resolve("admission.yaml"), yaml));
    }

    private boolean holds(String match, String textname) throws IOException {
        return !read(RULE + match).concerning(NamedReport.of(textname)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "probe_cc: GR | probe_cc: IT",
                "probe_cc: [IT, GR] | probe_cc: [IT, NO]",
                "probe_asn: AS6799 | probe_asn: AS679",
                "test_name: HTTP-header field_manipulation | test_name: ndt",
                "report_id: R1 | report_id: R",
                "test_start_time: {before: 2016-09-28} | test_start_time: {from: 2016-09-28}",
                "test_start_time: [{before: 2016-01-01}, {from: 2016-09-27 23:59:59}] | test_start_time: {before: 2016-01-01}",
                "pattern: '^2016-09-28/.*-R1-' | pattern: '^R1'",
                "pattern: ['x-R1', '(?i)probe[.]JSON$'] | pattern: probe[.]yaml"
            })
    void aCriterionHoldsOfSomeNamesAndNotOfOthers(String holding, String other) throws IOException {
        assertThat(holds(holding, NAME)).isTrue();
        assertThat(holds(other, NAME)).isFalse();
    }

    @Test
    void allCriteriaOfARuleMustHold() throws IOException {
        assertThat(holds("probe_cc: GR\n    report_id: R1", NAME)).isTrue();
        assertThat(holds("probe_cc: GR\n    report_id: R2", NAME)).isFalse();
        assertThat(holds("probe_cc: IT\n    pattern: GR", NAME)).isFalse();
    }

    @Test
    void aNameThatIsNoReportsTellsNothingButItself() throws IOException {
        String strange = "2016-09-28/GR-AS6799.json";
        for (String match : List.of("probe_cc: GR", "probe_asn: AS6799", "test_name: x", "report_id: x")) {
            assertThat(holds(match, strange)).as(match).isFalse();
        }
        assertThat(holds("test_start_time: {before: 2030-01-01}", strange)).isFalse();
        assertThat(holds("test_start_time: {before: 2030-01-01}", NAME.replace("20160927T", "20161931T")))
                .as("a time that no calendar has")
                .isFalse();
        assertThat(holds("pattern: GR", strange)).isTrue();
    }

    @Test
    void aPatternTakesTimeInProportionToTheName() throws IOException {
        String name = "2016-09-28/" + "a".repeat(200) + "!";
        assertThat(holds("pattern: '^2016-09-28/((a+)+)+$'", name)).isFalse();
    }

    @Test
    void softwareIsThatOfTheFirstMeasurementOrOfTheHeader() throws IOException {
        String json = "{\"software_name\":\"x\",\"a\":{\"software_version\":\"9\"},\"software_version\":\"1.10\"}\n"
                + "{\"software_name\":\"y\"}\n";
        assertThat(software("a.json", json, 1 << 10)).isEqualTo(new Software("x", "1.10"));
        String yaml = "---\nsoftware_name: x\nsoftware_version: '1.10'\n...\n---\nsoftware_name: y\n...\n";
        assertThat(software("a.yaml", yaml, 1 << 10)).isEqualTo(new Software("x", "1.10"));
    }

    @Test
    void whatCannotBeReadIsOfUnknownSoftware() throws IOException {
        String json = "{\"software_name\":\"x\",\"software_version\":2}\n";
        assertThat(software("a.json", json, 1 << 10)).isEqualTo(new Software("x", null));
        assertThat(software("a.json", json, 10)).isEqualTo(Software.UNKNOWN);
        for (String bad : List.of("", "{\"software_name\":\"x\"", "[]", "{\"software_name\":}\n", "\0")) {
            assertThat(software("a.json", bad, 1 << 10)).as(bad).isEqualTo(Software.UNKNOWN);
        }
        for (String bad : List.of("", "software_name: x\n", "---\n[\n...\n", "---\nsoftware_name: [x]\n...\n")) {
            assertThat(software("a.yaml", bad, 1 << 10)).as(bad).isEqualTo(Software.UNKNOWN);
        }
    }

    private static Software software(String file, String text, int maxMeasurement) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Software.of("2016-09-28/" + file, new ByteArrayInputStream(bytes), bytes.length, maxMeasurement);
    }

    @Test
    void aRuleForSoftwareHoldsByNameAndVersion() throws IOException {
        AdmissionRule rule = read(RULE + "software_name: [x, z]\n    software_version: [{before: 1.9}, {from: 2}]")
                .concerning(NamedReport.of(NAME))
                .get(0);
        assertThat(rule.needsSoftware()).isTrue();
        assertThat(rule.holds(new Software("x", "1.8"))).isTrue();
        assertThat(rule.holds(new Software("z", "2.0"))).isTrue();
        assertThat(rule.holds(new Software("x", "1.10"))).isFalse();
        assertThat(rule.holds(new Software("y", "1.8"))).isFalse();
        assertThat(rule.holds(new Software("x", null))).isFalse();
        assertThat(rule.holds(Software.UNKNOWN)).isFalse();
    }

    @Test
    void theDigestIsOfWhatIsSaidAndNotOfHow() throws IOException {
        String digest = read(RULE + "probe_cc: GR\n    report_id: R1").digest();
        assertThat(read("# other\n" + RULE + "report_id: 'R1'\n    probe_cc: GR")
                        .digest())
                .isEqualTo(digest);
        assertThat(read(RULE + "probe_cc: IT\n    report_id: R1").digest()).isNotEqualTo(digest);
        assertThat(read((RULE + "probe_cc: GR\n    report_id: R1").replace("why", "because"))
                        .digest())
                .isNotEqualTo(digest);
        assertThat(read("rules: []").digest()).isEmpty();
        assertThat(read("rules: []").areGiven()).isTrue();
        assertThat(AdmissionRules.none().digest()).isEmpty();
        assertThat(AdmissionRules.none().areGiven()).isFalse();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("rules:\n", "line 1: rules: not a list"),
                fault("rule: []", "line 1: unknown key rule, there are rules"),
                fault("rules:\n- {id: r, reason: why}", "line 2: rule r: no match"),
                fault("rules:\n- {id: r, match: {probe_cc: GR}}", "line 2: rule r: no reason"),
                fault("rules:\n- id: r\n  reason: why\n  match: {}\n", "line 4: rule r: match: empty, so every report"),
                fault("rules:\n- id: r\n  reason: why\n  match: GR\n", "line 4: rule r: match: not a mapping"),
                fault(RULE + "cc: GR", "line 5: rule r: match: unknown key cc, there are probe_cc, probe_asn"),
                fault(RULE + "probe_cc: gr", "line 5: rule r: match: probe_cc: not of the form [A-Z]{2}: gr"),
                fault(RULE + "probe_cc: [GR, x]", "line 5: rule r: match: probe_cc: not of the form [A-Z]{2}: x"),
                fault(RULE + "probe_cc: []", "line 5: rule r: match: probe_cc: an empty list"),
                fault(RULE + "probe_asn: 6799", "line 5: rule r: match: probe_asn: not of the form"),
                fault(RULE + "report_id: ''", "line 5: rule r: match: report_id: empty"),
                fault(RULE + "test_start_time: 2016-09-28", "line 5: rule r: match: test_start_time: not a mapping"),
                fault(RULE + "test_start_time: {}", "line 5: rule r: match: test_start_time: neither from nor before"),
                fault(RULE + "pattern: 'a*'", "line 5: rule r: match: pattern: matches where there is nothing"),
                fault(RULE + "pattern: '(?=a)'", "line 5: rule r: match: pattern: not an expression of RE2"),
                fault(RULE + "software_version: {from: x}", "software_version: from: not of the form"),
                fault(
                        RULE + "probe_cc: GR\n- {id: r, reason: why, match: {probe_cc: IT}}",
                        "line 6: rule r: there are two of this id"),
                fault(
                        "rules:\n- {id: r, reason: '" + "x".repeat(1001) + "', match: {probe_cc: GR}}",
                        "line 2: rule r: reason: longer than 1000 characters"));
    }

    private static Arguments fault(String yaml, String reason) {
        return Arguments.of(yaml, reason);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatIsWrongIsNamedWithItsLine(String yaml, String reason) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("admission.yaml: ")
                .hasMessageContaining(reason);
    }
}
