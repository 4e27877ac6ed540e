package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.AutoclavingResult.State;
import org.ooni.pipeline.autoclaving.admission.AdmissionRules;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.can.HeldReports.Held;
import org.ooni.pipeline.canning.Repacking;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.Progress;

/** Reports are held back and released: a day with two tars, two reports that lie alone, one of them YAML. */
class HeldReportsTest {
    private static final String NDT = "ndt.0.tar.lz4";
    private static final String ALONE = TestBucket.file("alone", 7, "json") + ".lz4";
    private static final String OLD = TestBucket.file("old", 8, "yaml") + ".lz4";
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path temp;

    private TestBucket bucket;
    private Map<String, String> untouched;

    @BeforeEach
    void aDayOfWhichNothingIsHeld() throws IOException {
        bucket = made("day");
        untouched = bucket.state();
    }

    private TestBucket made(String name) throws IOException {
        return new TestBucket(temp.resolve(name))
                .reports("ndt", 0, 3)
                .reports("dash", 0, 2)
                .json("alone", 7, software("ooniprobe", "1.10"))
                .yaml(
                        "old",
                        8,
                        "---\ntest_name: old\nsoftware_name: ooniprobe\nsoftware_version: 1.9.0\n...\n---\na: 1\n...\n")
                .made();
    }

    private static String software(String name, String version) {
        return "{\"data_format_version\":\"0.2.0\",\"software_name\":\"" + name + "\",\"software_version\":\"" + version
                + "\",\"test_name\":\"alone\"}\n";
    }

    private static String rule(String id, String match) {
        return "- {id: " + id + ", reason: a test, match: {" + match + "}}\n";
    }

    private Autoclaving under(Instant now, String... rules) throws IOException {
        Path file = bucket.home().resolve("admission.yaml");
        Files.writeString(file, rules.length == 0 ? "rules: []" : "rules:\n" + String.join("", rules));
        return autoclaving(AdmissionRules.read(file), now);
    }

    private Autoclaving autoclaving(AdmissionRules rules, Instant now) throws IOException {
        return new Autoclaving(
                bucket.cannedRoot(),
                bucket.autoclavedRoot(),
                BridgeDb.read(bucket.home().resolve("bridge_db.json")),
                ScrubbingRules.none(),
                rules,
                TestBucket.MAX_MEASUREMENT,
                2,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private AutoclavingResult missing(String... rules) throws IOException {
        return under(FIRST, rules).runMissing(TestBucket.DAY, Progress.NONE);
    }

    private HeldReports recorded() throws IOException {
        return HeldReports.read(bucket.cannedRoot(), TestBucket.DAY);
    }

    private static String ndt(int n) {
        return TestBucket.textname("ndt", n, "json");
    }

    /** Which files are those, by their place on the disk, of which {@code before} tells. */
    private Map<String, Object> keys() throws IOException {
        Map<String, Object> keys = new TreeMap<>();
        for (String file : untouched.keySet()) {
            if (!file.isEmpty() && Files.exists(bucket.autoclaved(file))) {
                keys.put(file, Files.getAttribute(bucket.autoclaved(file), "unix:ino"));
            }
        }
        return keys;
    }

    private void assertChanged(Map<String, Object> before, String... files) throws IOException {
        Map<String, Object> now = keys();
        TreeSet<String> changed = new TreeSet<>();
        before.forEach((file, key) -> {
            if (!key.equals(now.get(file))) {
                changed.add(file);
            }
        });
        assertThat(changed).containsExactlyInAnyOrder(files);
    }

    @Test
    void whatIsHeldLeavesTheArchiveAndComesBackAsItWas() throws IOException {
        Map<String, Object> places = keys();

        AutoclavingResult held =
                missing(rule("one", "report_id: id1, test_name: ndt"), rule("all", "test_name: alone"));

        assertThat(held)
                .extracting(AutoclavingResult::state, AutoclavingResult::replaced, AutoclavingResult::held)
                .containsExactly(State.EXTENDED, 2, 2L);
        assertChanged(places, NDT, ALONE, "index.json.gz");
        assertThat(bucket.read().reports())
                .extracting(ReadBucket.Report::textname)
                .doesNotContain(ndt(1), TestBucket.textname("alone", 7, "json"))
                .contains(ndt(0), ndt(2));
        assertThat(PublishedBucket.text(bucket.autoclaved()))
                .doesNotContain("-ndt-id1-", "\"software_version\":\"1.10\"");
        assertThat(recorded().reports().values())
                .containsExactly(
                        new Held(ndt(1), TestBucket.DAY + "/" + NDT, "one", "a test", FIRST),
                        new Held(
                                TestBucket.textname("alone", 7, "json"),
                                TestBucket.DAY + "/" + ALONE,
                                "all",
                                "a test",
                                FIRST));

        places = keys();
        assertThat(missing().held()).isZero();
        assertChanged(places, NDT, ALONE, "index.json.gz");
        assertThat(bucket.state()).isEqualTo(untouched);
        assertThat(HeldReports.file(bucket.cannedRoot(), TestBucket.DAY)).doesNotExist();

        missing(rule("one", "report_id: id1, test_name: ndt"));
        assertThat(recorded().contains(ndt(1))).isTrue();
        assertThat(missing().held()).isZero();
        assertThat(bucket.state()).isEqualTo(untouched);
    }

    @Test
    void aDayThatIsHeldFromTheStartIsAsOneThatIsHeldLater() throws IOException {
        missing(rule("all", "probe_cc: GR"));
        Map<String, String> later = bucket.state();
        bucket = new TestBucket(temp.resolve("from the start"))
                .reports("ndt", 0, 3)
                .reports("dash", 0, 2)
                .json("alone", 7, software("ooniprobe", "1.10"))
                .yaml("old", 8, "---\ntest_name: old\n...\n---\na: 1\n...\n")
                .can();

        AutoclavingResult result = under(FIRST, rule("all", "probe_cc: GR")).run(TestBucket.DAY, Progress.NONE);

        assertThat(result)
                .extracting(AutoclavingResult::held, AutoclavingResult::data)
                .containsExactly(7L, 0L);
        assertThat(bucket.state()).isEqualTo(later);
        assertThat(bucket.indexText(ALONE)).contains("\"type\": \"frame\"").doesNotContain("report");
    }

    @Test
    void otherToolsReadFilesOfNothing() throws Exception {
        Tool.assumeInstalled("lz4", "tar");
        missing(rule("all", "probe_cc: GR"));
        assertThat(Tool.shell("lz4 -t \"$1\" 2>&1", bucket.autoclaved(ALONE))).contains("decoded 0 bytes");
        assertThat(Tool.shell("tar -I lz4 -tf \"$1\"", bucket.autoclaved(NDT))).isEmpty();
    }

    @Test
    void softwareIsReadWhereTheRestOfARuleHolds() throws IOException {
        missing(rule("old", "software_name: ooniprobe, software_version: {before: 1.10.0}"));
        assertThat(recorded().reports()).containsOnlyKeys(TestBucket.textname("old", 8, "yaml"));
        missing(rule("new", "software_name: ooniprobe, software_version: {from: 1.10}, test_name: alone"));
        assertThat(recorded().reports()).containsOnlyKeys(TestBucket.textname("alone", 7, "json"));
        assertThat(bucket.state()).containsEntry(OLD, untouched.get(OLD));
        missing(rule("none", "software_name: ooniprobe, test_name: ndt"));
        assertThat(bucket.state()).isEqualTo(untouched);
    }

    @Test
    void cansAreNotOpenedAgainWhileTheRulesStay() throws IOException {
        String[] rules = {rule("old", "software_name: ooniprobe, software_version: {before: 1.10.0}")};
        missing(rules);
        Map<String, String> held = bucket.state();
        for (String can : new String[] {OLD, ALONE, NDT}) {
            Files.setPosixFilePermissions(bucket.canned(can), PosixFilePermissions.fromString("r--r--r--"));
            TestBucket.writable(bucket.canned(can));
            Files.write(bucket.canned(can), new byte[(int) Files.size(bucket.canned(can))]);
        }
        assertThat(missing(rules))
                .extracting(AutoclavingResult::state, AutoclavingResult::held)
                .containsExactly(State.UNCHANGED, 1L);
        assertThat(bucket.state()).isEqualTo(held);
        assertThatThrownBy(() -> missing(rule("other", "software_name: ooniprobe")))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void anotherReasonIsRecordedAndTheTimeStays() throws IOException {
        missing(rule("one", "report_id: id1"));
        Map<String, Object> places = keys();
        under(FIRST.plusSeconds(60), rule("two", "report_id: id1"), rule("three", "report_id: id2, test_name: ndt"))
                .runMissing(TestBucket.DAY, Progress.NONE);
        assertThat(recorded().reports().get(ndt(1)))
                .extracting(Held::rule, Held::since)
                .containsExactly("two", FIRST);
        assertThat(recorded().reports().get(ndt(2)).since()).isEqualTo(FIRST.plusSeconds(60));
        assertChanged(places, NDT, "index.json.gz");
    }

    @Test
    void aCheckOfACompleteBucketChangesNothing() throws IOException {
        AutoclavingResult check = under(FIRST, rule("one", "report_id: id1")).run(TestBucket.DAY, Progress.NONE);
        assertThat(check)
                .extracting(AutoclavingResult::state, AutoclavingResult::behind)
                .containsExactly(State.UNCHANGED, 2);
        assertThat(bucket.state()).isEqualTo(untouched);
        assertThat(recorded()).isEqualTo(HeldReports.NONE);
    }

    @Test
    void aLostFileOfRulesReleasesNothing() throws IOException {
        missing(rule("one", "report_id: id1"));
        Map<String, String> held = bucket.state();
        assertThatThrownBy(() -> autoclaving(AdmissionRules.none(), FIRST).runMissing(TestBucket.DAY, Progress.NONE))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("2 reports are held back, and there is no admission.yaml");
        assertThat(bucket.state()).isEqualTo(held);
    }

    @Test
    void aLostRecordIsMadeAgain() throws IOException {
        missing(rule("one", "report_id: id1"));
        Map<String, String> held = bucket.state();
        HeldReports before = recorded();
        Files.delete(HeldReports.file(bucket.cannedRoot(), TestBucket.DAY));
        assertThat(missing(rule("one", "report_id: id1")).state()).isEqualTo(State.UNCHANGED);
        assertThat(bucket.state()).isEqualTo(held);
        assertThat(recorded()).isEqualTo(before);
    }

    @Test
    void makingOneFileAgainHoldsItsReportsAndLeavesTheRestToDo() throws IOException {
        Autoclaving autoclaving = under(FIRST, rule("one", "report_id: id1"));
        autoclaving.runAgain(TestBucket.DAY, new TreeSet<>(Set.of(TestBucket.DAY + "/" + NDT)), Progress.NONE);
        assertThat(bucket.read().reports())
                .extracting(ReadBucket.Report::textname)
                .doesNotContain(ndt(1))
                .contains(TestBucket.textname("dash", 1, "json"));
        assertThat(recorded().settled()).isFalse();
        assertThat(missing(rule("one", "report_id: id1")).replaced()).isEqualTo(1);
        assertThat(recorded().settled()).isTrue();
    }

    @Test
    void lateReportsAreJudgedToo() throws IOException {
        String[] rules = {rule("one", "report_id: [id1, id5]"), rule("soft", "software_name: x")};
        missing(rules);
        bucket.reports("ndt", 5, 6).json("alone", 9, software("x", "1")).can();
        assertThat(missing(rules).held()).isEqualTo(4);
        assertThat(recorded().reports())
                .containsOnlyKeys(
                        ndt(1),
                        ndt(5),
                        TestBucket.textname("dash", 1, "json"),
                        TestBucket.textname("alone", 9, "json"));
    }

    @Test
    void aHeldReportThatIsDeletedLeavesTheRecordAndAnEmptyFileGoesWithItsCan() throws IOException {
        String alone = TestBucket.textname("alone", 7, "json");
        missing(rule("one", "test_name: [alone, ndt]"));
        DeletedReports.record(
                bucket.cannedRoot(),
                List.of(
                        new DeletedReports.Deletion(alone, TestBucket.DAY + "/" + ALONE, FIRST),
                        new DeletedReports.Deletion(ndt(1), TestBucket.DAY + "/" + NDT, FIRST)));
        new Repacking(bucket.cannedRoot()).run(TestBucket.DAY, Set.of(alone, ndt(1)), Progress.NONE);
        assertThat(recorded().reports()).containsOnlyKeys(ndt(0), ndt(2));

        assertThat(missing(rule("one", "test_name: [alone, ndt]")))
                .extracting(AutoclavingResult::removed, AutoclavingResult::replaced)
                .containsExactly(1, 0);
        assertThat(bucket.autoclaved(ALONE)).doesNotExist();
        assertThat(missing().held()).isZero();
        assertThat(bucket.read().reports())
                .extracting(ReadBucket.Report::textname)
                .contains(ndt(0), ndt(2))
                .doesNotContain(ndt(1), alone);
    }
}
