package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.centrifugation.CentrifugationResult.Outcome;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.metadb.SchemaVersionException;

/** The stage as a whole: what is ingested, what is skipped, what is refused. */
class CentrifugationTest extends IngestFixture {
    @Test
    void aBucketIsIngestedWithItsPlaces() throws Exception {
        twoFiles();
        CentrifugationResult result = run();
        assertThat(result.outcome()).isEqualTo(Outcome.INGESTED);
        assertThat(List.of(result.filesIngested(), result.filesSkipped())).containsExactly(2, 0);
        assertThat(List.of(result.reports(), result.measurements(), result.badBlobs()))
                .containsExactly(3L, 4L, 1L);
        assertThat(List.of(result.badMeta(), result.badRows())).containsExactly(0L, 0L);
        assertThat(result.bytesRead()).isEqualTo(size("a.0.tar.lz4") + size("b.lz4"));
        assertThat(value("SELECT sum(intra_size) FROM measurement")).isEqualTo(String.valueOf(result.textBytes()));
        assertThat(metadb.query("""
                        SELECT filename, textname, report_no, msm_no, frame_off, input, code_ver
                        FROM autoclaved JOIN report USING (autoclaved_no) JOIN measurement USING (report_no)
                        LEFT JOIN input USING (input_no) ORDER BY msm_no
                        """))
                .containsExactly(
                        List.of(
                                BUCKET + "/a.0.tar.lz4",
                                BUCKET + "/one.json",
                                "1",
                                "1",
                                "0",
                                "http://example.org/",
                                "5"),
                        List.of(BUCKET + "/a.0.tar.lz4", BUCKET + "/one.json", "1", "2", "0", "b", "5"),
                        List.of(
                                BUCKET + "/a.0.tar.lz4",
                                BUCKET + "/two.json",
                                "2",
                                "3",
                                "0",
                                "http://example.org/",
                                "5"),
                        List.of(BUCKET + "/b.lz4", BUCKET + "/three.json", "3", "4", "0", "http://example.org/", "5"));
    }

    @Test
    void theStoredPlaceIsWhereTheMeasurementStands() throws Exception {
        twoFiles();
        run();
        List<String> place = metadb.query(
                        "SELECT frame_off, frame_size, intra_off, intra_size, orig_sha1 FROM measurement WHERE msm_no = 2")
                .get(0);
        byte[] file = Files.readAllBytes(BUCKET.under(root).resolve("a.0.tar.lz4"));
        int frameOff = Integer.parseInt(place.get(0));
        byte[] frame = Arrays.copyOfRange(file, frameOff, frameOff + Integer.parseInt(place.get(1)));
        String text = new String(
                new LZ4FrameInputStream(new ByteArrayInputStream(frame)).readAllBytes(), StandardCharsets.UTF_8);
        int intraOff = Integer.parseInt(place.get(2));
        String datum = SampleData.with("input", "'b'").toString();
        assertThat(text.substring(intraOff, intraOff + Integer.parseInt(place.get(3))))
                .isEqualTo(datum);
        assertThat(place.get(4)).isEqualTo("\\x" + BucketForge.sha1(datum).hex());
    }

    @Test
    void vector1_nothingInTheMeasurementLeavesItsShape() throws Exception {
        ingest(SampleData.webConnectivity());
        assertThat(
                        metadb.query(
                                "SELECT exc, anomaly, confirmed, msm_failure, residual FROM measurement JOIN residual USING (residual_no)"))
                .containsExactly(
                        Arrays.asList(
                                null,
                                null,
                                null,
                                null,
                                "{\"probe_city\": null, \"annotations\": null, \"bucket_date\": \"\", \"backend_version\": null, \"data_format_version\": \"\"}"));
    }

    @Test
    void vector2_nullTestKeysAreCountedAndStay() throws Exception {
        ingest(SampleData.with("test_keys", "null"));
        assertThat(value("SELECT array_length(exc, 1) FROM measurement")).isEqualTo("11");
        assertThat(value("SELECT residual -> 'test_keys' FROM residual")).isEqualTo("null");
        assertThat(count("http_verdict")).isZero();
    }

    @Test
    void failuresOfFeedingComeBeforeThoseOfErasing() throws Exception {
        ingest(SampleData.with("test_keys", "null"));
        assertThat(value("SELECT exc[1] <> exc[3] AND exc[2] <> exc[4] AND exc[1] <> exc[2] FROM measurement"))
                .isEqualTo("t");
    }

    @Test
    void aCompleteBucketIsLeftAlone() throws Exception {
        twoFiles();
        run();
        List<String> before = snapshot();
        CentrifugationResult again = run();
        assertThat(again.outcome()).isEqualTo(Outcome.IN_SYNC);
        assertThat(again.filesSkipped()).isEqualTo(2);
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    @DisplayName("#6: a file that is added is ingested; bad blobs of the others stay")
    void addedFilesAreIngestedIntoABucketThatIsPartlyThere() throws Exception {
        twoFiles();
        run();
        bucket().reportWithBadBlob(
                        "a.0.tar.lz4", "one.json", SampleData.webConnectivity(), SampleData.with("input", "'b'"))
                .truncatedReport("a.0.tar.lz4", "two.json", 0, SampleData.with("report_id", "'two'"))
                .report("b.lz4", "three.json", SampleData.with("report_id", "'three'"))
                .report("c.lz4", "four.json", SampleData.with("report_id", "'four'"))
                .write();
        CentrifugationResult result = run();
        assertThat(List.of(result.filesIngested(), result.filesSkipped())).containsExactly(1, 2);
        assertThat(result.bytesRead()).isEqualTo(size("c.lz4"));
        assertThat(List.of(count("autoclaved"), count("report"), count("measurement"), count("badblob")))
                .containsExactly(3L, 4L, 5L, 1L);
        assertThat(value("SELECT count FROM ooexpl_bucket_msm_count")).isEqualTo("5");
    }

    @Test
    void aBucketThatTheArchiveDoesNotHaveIsNoError() throws Exception {
        assertThat(run().outcome()).isEqualTo(Outcome.ABSENT);
    }

    @Test
    void aBucketWithoutAnIndexIsNotReady() throws Exception {
        Files.createDirectories(BUCKET.under(root));
        assertThatThrownBy(this::run)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("bucket 2017-01-01 is not autoclaved");
    }

    @Test
    void aBucketOfNoFilesIsDone() throws Exception {
        bucket().write();
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    @Test
    void aSchemaThatIsBehindStopsTheRun() throws Exception {
        twoFiles();
        metadb.execute("DELETE FROM flyway_schema_history WHERE version = '20'");
        assertThatThrownBy(this::run).isInstanceOf(SchemaVersionException.class);
    }

    @Test
    @DisplayName("#4: reports with the same report_id are both ingested")
    void theSameReportIdTwice() throws Exception {
        bucket().report("a.lz4", "one.json", SampleData.webConnectivity())
                .report("b.lz4", "two.json", SampleData.webConnectivity())
                .write();
        assertThat(run().reports()).isEqualTo(2);
    }

    @Test
    @DisplayName("#28: no known duplicates is nothing special; those that are known are left out, but for bad blobs")
    void repeatedReports() throws Exception {
        metadb.execute("DELETE FROM repeated_report");
        bucket().reportWithBadBlob("a.lz4", "one.json", SampleData.webConnectivity())
                .write();
        assertThat(run().reports()).isEqualTo(1);

        metadb.execute("INSERT INTO repeated_report SELECT 1, false, '2017-01-01/two.json', orig_sha1, "
                + "decode(repeat('ab', 64), 'hex') FROM report");
        bucket().reportWithBadBlob("a.lz4", "one.json", SampleData.webConnectivity())
                .reportWithBadBlob("b.lz4", "two.json", SampleData.webConnectivity())
                .write();
        CentrifugationResult result = run();
        assertThat(List.of(result.reports(), result.measurements())).containsOnly(0L);
        assertThat(List.of(count("autoclaved"), count("report"), count("badblob")))
                .containsExactly(2L, 1L, 2L);
    }

    @Test
    void aReportWithoutDataHasNoRowAndNoNumber() throws Exception {
        bucket().reportWithBadBlob("a.lz4", "bad.json")
                .report("b.lz4", "good.json", SampleData.webConnectivity())
                .write();
        run();
        assertThat(metadb.query("SELECT report_no, textname FROM report"))
                .containsExactly(List.of("1", "2017-01-01/good.json"));
        assertThat(metadb.query(
                        "SELECT filename, textname, canned_off, canned_size, bucket_date, exc_str FROM badblob"))
                .containsExactly(
                        List.of("2017-01-01/a.lz4", "2017-01-01/bad.json", "7", "11", "2017-01-01", "ValueError"));
    }

    @Test
    void anythingThatIsNoObjectIsARefusedMeasurement() throws Exception {
        bucket().rawReport("a.lz4", "one.json", "[1]").write();
        assertThat(run().badMeta()).isEqualTo(1);
    }

    @Test
    void manyFramesAreReadOnceEachInTheirOrder() throws Exception {
        ObjectNode[] data = new ObjectNode[40];
        for (int i = 0; i < data.length; i++) {
            data[i] = SampleData.with("input", "'" + i + "'").put("annotations", "x".repeat(50_000));
        }
        List<Long> progress = new ArrayList<>();
        bucket().report(FILE, "report.json", data).write();
        CentrifugationResult result = run(progress::add);
        assertThat(values("SELECT input FROM measurement JOIN input USING (input_no) ORDER BY frame_off, intra_off"))
                .hasSize(40)
                .startsWith("0", "1", "2")
                .endsWith("39");
        assertThat(value("SELECT count(DISTINCT frame_off) FROM measurement")).isEqualTo("7");
        assertThat(progress.stream().mapToLong(Long::longValue).sum())
                .isEqualTo(result.bytesRead())
                .isEqualTo(size(FILE));
    }

    @Test
    void deepDataHasItsRow() throws Exception {
        String deep = "[".repeat(1020) + "1" + "]".repeat(1020);
        assertThat(ingest(SampleData.webConnectivity()).measurements()).isEqualTo(1);
        bucket().report(FILE, "report.json", SampleData.webConnectivity())
                .rawReport(
                        "deep.lz4",
                        "deep.json",
                        SampleData.withKeys("{}").toString().replace("{\"requests\":[]", "{\"requests\":" + deep))
                .write();
        assertThat(run().measurements()).isEqualTo(1);
    }
}
