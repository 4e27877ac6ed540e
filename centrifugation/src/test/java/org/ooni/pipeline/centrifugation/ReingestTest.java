package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.centrifugation.CentrifugationResult.Outcome;
import org.ooni.pipeline.centrifugation.IngestRefusedException.Reason;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;

/** A file that changed: what is still in it keeps its numbers, the rest of it comes and goes. */
@DisplayName("#5: a changed file is taken up")
class ReingestTest extends IngestFixture {
    private static final String BY_INPUT =
            "SELECT textname, input, msm_no, report_no, autoclaved_no FROM measurement JOIN report USING (report_no) "
                    + "JOIN input USING (input_no) ORDER BY msm_no";

    private static JsonNode input(String input) {
        return SampleData.with("input", "'" + input + "'");
    }

    private static JsonNode[] inputs(String inputs) {
        return inputs.chars().mapToObj(c -> input(Character.toString(c))).toArray(JsonNode[]::new);
    }

    /** One report with a measurement for each letter. */
    private void letters(String inputs) throws Exception {
        bucket().report(FILE, "report.json", inputs(inputs)).write();
    }

    private Set<String> numbered() throws Exception {
        return new TreeSet<>(values("SELECT input || msm_no FROM measurement JOIN input USING (input_no)"));
    }

    private void assertEveryRowHasItsMeasurement() throws Exception {
        assertThat(count("http_verdict")).isEqualTo(count("measurement"));
        assertThat(count("http_verdict LEFT JOIN measurement USING (msm_no) WHERE report_no IS NULL"))
                .isZero();
    }

    @Test
    void measurementsMayGoInTheMiddle() throws Exception {
        letters("abcd");
        run();
        letters("acd");
        CentrifugationResult result = run();
        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.files().reingested()).isEqualTo(1);
        assertThat(result.changes()).containsExactly(new FileChange(BUCKET + "/" + FILE, 3, 0, 1));
        assertThat(numbered()).containsExactly("a1", "c3", "d4");
        assertEveryRowHasItsMeasurement();
        assertThat(value("SELECT count FROM ooexpl_bucket_msm_count")).isEqualTo("3");
    }

    @Test
    void measurementsMayBeAddedAndChangeTheirOrder() throws Exception {
        letters("abc");
        run();
        letters("cxabc");
        CentrifugationResult result = run();
        assertThat(result.changes()).containsExactly(new FileChange(BUCKET + "/" + FILE, 3, 2, 0));
        assertThat(numbered()).containsExactly("a1", "b2", "c3", "c5", "x4");
        assertThat(values("SELECT msm_no FROM measurement ORDER BY frame_off, intra_off"))
                .containsExactly("3", "4", "1", "2", "5");
    }

    @Test
    void equalMeasurementsArePairedInTheirOrder() throws Exception {
        letters("aba");
        run();
        letters("aab");
        run();
        assertThat(values("SELECT msm_no FROM measurement ORDER BY frame_off, intra_off"))
                .containsExactly("1", "3", "2");
    }

    @Test
    void reportsComeAndGoAndTheOthersKeepTheirNumbers() throws Exception {
        bucket().report(FILE, "one.json", inputs("ab"))
                .report(FILE, "two.json", inputs("cd"))
                .report(FILE, "three.json", inputs("e"))
                .report("other.lz4", "four.json", inputs("f"))
                .write();
        run();
        bucket().report(FILE, "three.json", inputs("e"))
                .report(FILE, "five.json", inputs("gh"))
                .report(FILE, "one.json", inputs("ab"))
                .report("other.lz4", "four.json", inputs("f"))
                .report("new.lz4", "six.json", inputs("i"))
                .write();
        CentrifugationResult result = run();
        assertThat(List.of(
                        result.files().ingested(),
                        result.files().reingested(),
                        result.files().skipped()))
                .containsOnly(1);
        assertThat(result.changes()).containsExactly(new FileChange(BUCKET + "/" + FILE, 3, 2, 2));
        assertThat(metadb.query(BY_INPUT))
                .containsExactly(
                        List.of("2017-01-01/one.json", "a", "1", "1", "1"),
                        List.of("2017-01-01/one.json", "b", "2", "1", "1"),
                        List.of("2017-01-01/three.json", "e", "5", "3", "1"),
                        List.of("2017-01-01/four.json", "f", "6", "4", "2"),
                        List.of("2017-01-01/six.json", "i", "7", "5", "3"),
                        List.of("2017-01-01/five.json", "g", "8", "6", "1"),
                        List.of("2017-01-01/five.json", "h", "9", "6", "1"));
        assertEveryRowHasItsMeasurement();
    }

    @Test
    void aRawReportWithOtherBytesIsANewReport() throws Exception {
        letters("ab");
        run();
        bucket().report(FILE, "report.json", "changed", false, inputs("abc")).write();
        assertThat(run().changes()).containsExactly(new FileChange(BUCKET + "/" + FILE, 0, 3, 2));
        assertThat(numbered()).containsExactly("a3", "b4", "c5");
        assertThat(value("SELECT report_no FROM report")).isEqualTo("2");
    }

    @Test
    void aMeasurementThatMayBeAnotherIsRenumberedOnWishOnly() throws Exception {
        letters("abc");
        run();
        letters("axc");
        List<String> before = snapshot();
        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        IngestRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.RENUMBERED))
                .hasMessageContaining("--allow-renumber")
                .hasMessageEndingWith(": 2017-01-01/" + FILE);
        assertThat(snapshot()).isEqualTo(before);
        CentrifugationResult result = run(new CentrifugationOptions(Selection.ALL, Set.of(), true));
        assertThat(result.changes()).containsExactly(new FileChange(BUCKET + "/" + FILE, 2, 1, 1));
        assertThat(numbered()).containsExactly("a1", "c3", "x4");
    }

    @Test
    void aWrongDigestInTheIndexChangesNothing() throws Exception {
        letters("abc");
        run();
        List<String> before = snapshot();
        bucket().report(FILE, "report.json", inputs("ab"))
                .breaking(line -> line instanceof FileEnd end
                        ? new FileEnd(end.fileSize(), BucketForge.sha1("wrong"), end.fileCrc32())
                        : line)
                .write();
        assertThatThrownBy(this::run).isInstanceOf(BadInputException.class).hasMessageContaining(FILE);
        assertThat(snapshot()).isEqualTo(before);
        letters("ab");
        run();
        assertThat(numbered()).containsExactly("a1", "b2");
    }

    @Test
    @DisplayName("#25, #5: what was refused before may be accepted or refused again, and is recorded once")
    void refusedMeasurementsAreNoObstacle() throws Exception {
        JsonNode bad = SampleData.with("id", "null");
        bucket().report(FILE, "report.json", input("a"), bad, input("b")).write();
        run();
        bucket().report(FILE, "report.json", bad, input("b")).write();
        assertThatThrownBy(this::run).isInstanceOf(IngestRefusedException.class);
        bucket().report(FILE, "report.json", input("a"), bad, input("b"), bad).write();
        CentrifugationResult result = run();
        assertThat(result.badMeta()).isEqualTo(2);
        assertThat(numbered()).containsExactly("a1", "b3");
        assertThat(values("SELECT array_length(exc_measurement, 1) FROM badmeta"))
                .containsExactly("2");
    }

    @Test
    @DisplayName("#25: badrow lines of what is redone go, those of neighbours stay")
    void refusedRowsAreRecordedOnce() throws Exception {
        JsonNode bad = SampleData.withKeys("{'accessible': 'maybe'}").put("input", "bad");
        bucket().report(FILE, "one.json", bad)
                .report("other.lz4", "two.json", bad)
                .write();
        run();
        assertThat(count("badrow")).as("neighbours are one").isEqualTo(1);
        bucket().report(FILE, "one.json", bad, input("a"))
                .report("other.lz4", "two.json", bad)
                .write();
        assertThat(run().badRows()).isEqualTo(1);
        assertThat(values("SELECT split_part(encode(datum, 'escape'), E'\\t', 1) FROM badrow ORDER BY 1"))
                .containsExactly("1", "2");
        assertThat(
                        value(
                                "SELECT sum(array_length(string_to_array(encode(datum, 'escape'), E'\\n'), 1) - 1) FROM badrow"))
                .isEqualTo("2");
    }

    @Test
    void excStartsAfresh() throws Exception {
        JsonNode broken = SampleData.with("test_keys", "null");
        bucket().report(FILE, "report.json", broken).write();
        run();
        metadb.execute("UPDATE autoclaved SET code_ver = 0");
        run();
        assertThat(value("SELECT array_position(exc, NULL) IS NOT NULL FROM measurement"))
                .isEqualTo("t");
        bucket().report(FILE, "report.json", broken, input("a")).write();
        run();
        assertThat(value("SELECT array_position(exc, NULL) IS NOT NULL FROM measurement WHERE msm_no = 1"))
                .isEqualTo("f");
    }

    @Test
    void aReportMayMoveToAnotherFileThatChanges() throws Exception {
        bucket().report("a.lz4", "one.json", inputs("a"))
                .report("a.lz4", "two.json", inputs("bc"))
                .report("b.lz4", "three.json", inputs("d"))
                .write();
        run();
        bucket().report("a.lz4", "one.json", inputs("a"))
                .report("b.lz4", "three.json", inputs("d"))
                .report("b.lz4", "two.json", inputs("bc"))
                .write();
        run();
        assertThat(numbered()).containsExactly("a1", "b2", "c3", "d4");
    }

    @Test
    void aReportOfAFileThatDidNotChangeDoesNotMove() throws Exception {
        bucket().report("a.lz4", "one.json", inputs("a"))
                .report("b.lz4", "two.json", inputs("b"))
                .write();
        run();
        bucket().report("a.lz4", "one.json", inputs("a"))
                .report("a.lz4", "two.json", inputs("b"))
                .report("b.lz4", "two.json", inputs("b"))
                .write();
        assertThatThrownBy(this::run)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("2017-01-01/two.json is there more than once");
    }

    @Test
    void badBlobsFollowTheIndex() throws Exception {
        bucket().reportWithBadBlob(FILE, "one.json", input("a")).write();
        run();
        letters("ab");
        run();
        assertThat(count("badblob")).isZero();
    }
}
