package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.centrifugation.CentrifugationResult.Files;
import org.ooni.pipeline.centrifugation.CentrifugationResult.Outcome;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.feeder.SampleData;

/** What the index says of a file may change while its bytes do not. */
class RelistTest extends IngestFixture {
    private static final String MEASUREMENTS = "SELECT xmin || ' ' || m::text FROM measurement m ORDER BY msm_no";

    @BeforeEach
    void aReportOfBadBlobsOnly() throws Exception {
        archive().reportWithBadBlob("a.lz4", "bad.json").write();
        run();
        assertThat(values("SELECT textname FROM badblob ORDER BY 1"))
                .containsExactly("2017-01-01/bad.json", "2017-01-01/two.json");
    }

    /** Two files; of the second one all measurements are refused. */
    private BucketForge archive() {
        return bucket().report("a.lz4", "one.json", SampleData.webConnectivity())
                .reportWithBadBlob("b.lz4", "two.json", SampleData.with("id", "null"));
    }

    @Test
    void aReportWithoutMeasurementsGoesWithItsBadBlobs() throws Exception {
        long size = size("a.lz4");
        archive().write();
        assertThat(size("a.lz4")).isEqualTo(size);
        List<String> before = values(MEASUREMENTS);
        assertThat(plan().relist()).containsExactly("2017-01-01/a.lz4");

        CentrifugationResult result = run();
        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.files()).isEqualTo(new Files(0, 0, 0, 0, 0, 2));
        assertThat(List.of(result.bytesRead(), result.badBlobs())).containsExactly(0L, 1L);
        assertThat(values("SELECT textname FROM badblob")).containsExactly("2017-01-01/two.json");
        assertThat(values(MEASUREMENTS)).isEqualTo(before);
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    private IngestPlan plan() throws Exception {
        return centrifugation(Feeders.load(Feeder.class.getClassLoader()))
                .plan(BUCKET, CentrifugationOptions.NONE)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OtherError", "of \0 and \ud800"})
    void aBadBlobHasAnotherReasonNow(String reason) throws Exception {
        archive()
                .reportWithBadBlob("a.lz4", "bad.json")
                .breaking(line -> line instanceof BadBlob blob
                        ? new BadBlob(blob.origSha1(), blob.srcOff(), blob.srcSize(), reason)
                        : line)
                .write();
        assertThat(run().outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(values("SELECT DISTINCT exc_str FROM badblob"))
                .containsExactly(reason.replaceAll("[\0\ud800]", "\ufffd"));
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    @Test
    @DisplayName("#6: badblob rows that the original lost come back")
    void badBlobsThatWereLostComeBack() throws Exception {
        metadb.execute("DELETE FROM badblob");
        run();
        assertThat(count("badblob")).isEqualTo(2);
    }

    @Test
    void aFileThatIsNotSelectedKeepsItsBadBlobs() throws Exception {
        archive().write();
        Selection other = new Selection(Set.of(), Set.of("b.lz4"), OptionalInt.empty());
        assertThat(run(new CentrifugationOptions(other, Set.of(), false)).outcome())
                .isEqualTo(Outcome.IN_SYNC);
        assertThat(count("badblob")).isEqualTo(2);
    }

    @Test
    void badBlobsAreReplacedBesideReprocessing() throws Exception {
        archive().write();
        metadb.execute("INSERT INTO feeder_file SELECT 'tcp', autoclaved_no, 0 FROM autoclaved");
        IngestPlan plan = plan();
        assertThat(plan.relist()).containsExactly("2017-01-01/a.lz4");
        assertThat(plan.reprocess()).hasSize(2);

        assertThat(run().files()).isEqualTo(new Files(0, 0, 2, 0, 0, 0));
        assertThat(count("badblob")).isEqualTo(1);
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    @Test
    void aReportOfOtherRawBytesIsAnotherReport() throws Exception {
        withReport(line -> line instanceof ReportStart start
                ? new ReportStart(start.textname(), start.srcSize(), BucketForge.sha1("other"))
                : line);
        CentrifugationResult result = run();
        assertThat(result.files()).isEqualTo(new Files(0, 1, 0, 0, 0, 1));
        assertThat(result.changes()).containsExactly(new FileChange("2017-01-01/a.lz4", 0, 1, 1));
        assertThat(value("SELECT encode(orig_sha1, 'hex') FROM report"))
                .isEqualTo(HexFormat.of().formatHex(BucketForge.sha1("other").bytes()));
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    @Test
    void aReportThatIsCutOffElsewhereKeepsItsNumbers() throws Exception {
        String numbers = "SELECT report_no || ' ' || msm_no FROM measurement";
        String before = value(numbers);
        withReport(line -> line instanceof ReportEnd ? new ReportEnd(OptionalLong.of(50), "cut") : line);
        assertThat(run().files().reingested()).isEqualTo(1);
        assertThat(value("SELECT badtail FROM report")).isEqualTo("50");
        assertThat(value(numbers)).isEqualTo(before);
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    /** The archive as it is, but for what {@code change} does to the index. */
    private void withReport(UnaryOperator<IndexLine> change) throws Exception {
        archive().reportWithBadBlob("a.lz4", "bad.json").breaking(change).write();
    }
}
