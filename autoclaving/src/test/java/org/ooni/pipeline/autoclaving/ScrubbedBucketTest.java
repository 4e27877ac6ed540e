package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.AutoclavingResult.State;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.canning.Canning;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** Scrubbing on its way from the rules' file to the archive. */
class ScrubbedBucketTest {
    private static final Bucket BUCKET = new Bucket(LocalDate.of(2017, 11, 23));
    private static final String SECRET = "correct horse";
    private static final String RULES = """
            rules:
            - id: words
              reason: a test
              match: {test_name: ndt, probe_cc: NL}
              redact: {below: /test_keys, matching: 'correct\\s+horse'}
            - id: hashed
              reason: the rules see what sanitising left
              match: {test_name: tcp_connect}
              replace: {at: /input, with: gone}
            - id: unused
              reason: nothing is of this country
              match: {probe_cc: XX}
              remove: /test_keys
            """;

    @TempDir
    Path root;

    @BeforeEach
    void can() throws IOException {
        Path reports = Files.createDirectories(root.resolve("reports-raw/" + BUCKET));
        Files.writeString(
                reports.resolve("20171122T000000Z-NL-AS1-ndt-no_report_id-0.2.0-probe.json"),
                measurement("ndt", "NL", SECRET)
                        + measurement("ndt", "SE", "other")
                        + measurement("NDT", "NL", "none"));
        Files.writeString(
                reports.resolve("20171122T000001Z-NL-AS1-tcp_connect-no_report_id-0.2.0-probe.json"),
                measurement("tcp_connect", "NL", "x"));
        Files.writeString(
                reports.resolve("20171122T000002Z-NL-AS1-ndt-no_report_id-0.1.0-probe.yaml"),
                "---\ntest_name: ndt\nprobe_cc: NL\n...\n---\nlog: [!!binary '/2NvcnJlY3QgaG9yc2U=', correct  horse]\n...\n");
        Files.writeString(root.resolve("bridge_db.json"), "{}");
        Files.writeString(root.resolve("scrubbing.yaml"), RULES);
        new Canning(root.resolve("reports-raw"), root.resolve("canned"), 1).run(BUCKET, Progress.NONE);
    }

    private static String measurement(String test, String country, String text) {
        return "{\"test_name\":\"" + test + "\",\"probe_cc\":\"" + country + "\",\"data_format_version\":\"0.2.0\","
                + "\"input\":\"0123456789abcdef0123456789abcdef01234567\",\"test_keys\":{\"" + text + "\":\"" + text
                + "\"}}\n";
    }

    private AutoclavingResult autoclave(String to, ScrubbingRules rules) throws IOException {
        return new Autoclaving(
                        root.resolve("canned"),
                        root.resolve(to),
                        BridgeDb.read(root.resolve("bridge_db.json")),
                        rules,
                        64 << 20,
                        2)
                .run(BUCKET, Progress.NONE);
    }

    @Test
    void rulesAreAppliedLastAndCounted() throws IOException {
        ScrubbingRules rules = ScrubbingRules.read(root.resolve("scrubbing.yaml"));
        AutoclavingResult result = autoclave("scrubbed", rules);
        assertThat(result.scrubbed()).isEqualTo(Map.of("words", 2L, "hashed", 1L, "unused", 0L));
        assertThat(result.data()).isEqualTo(5);
        assertThat(PublishedBucket.text(root.resolve("scrubbed/" + BUCKET)))
                .doesNotContain(SECRET, "correct  horse", "Y29ycmVjdCBob3JzZ", "2NvcnJlY3QgaG9yc2")
                .contains("{\"[REDACTED]\":\"[REDACTED]\"}", "{\"data\":\"/1tSRURBQ1RFRF0=\",\"format\":\"base64\"}")
                .contains(
                        "\"input\":\"gone\",\"test_keys\":{\"x\":\"x\",\"bridge_hashed_fingerprint\":\"0123456789abc");

        AutoclavingResult again = autoclave("scrubbed", rules);
        assertThat(again.state()).isEqualTo(State.UNCHANGED);
        assertThat(again.scrubbed()).isEmpty();
    }

    @Test
    void measurementsThatNoRuleChangesKeepTheirBytes() throws IOException {
        autoclave("scrubbed", ScrubbingRules.read(root.resolve("scrubbing.yaml")));
        AutoclavingResult plain = autoclave("plain", ScrubbingRules.none());
        assertThat(plain.scrubbed()).isEmpty();
        String published = PublishedBucket.text(root.resolve("plain/" + BUCKET));
        assertThat(published).contains(SECRET, "2NvcnJlY3QgaG9yc2");
        String scrubbed = PublishedBucket.text(root.resolve("scrubbed/" + BUCKET));
        assertThat(published.lines().filter(line -> line.contains("\"other\"") || line.contains("\"none\"")))
                .hasSize(2)
                .allMatch(line -> scrubbed.contains(line.substring(line.indexOf('{'))));
    }
}
