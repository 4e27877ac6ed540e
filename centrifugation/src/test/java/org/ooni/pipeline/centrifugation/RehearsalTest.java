package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.HttpVerdictFeeder;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.feeder.TcpFeeder;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** What can be told of a bucket without a database. */
class RehearsalTest {
    private static final Bucket BUCKET = IngestFixture.BUCKET;
    private static final List<Feeder> FEEDERS = List.of(new TcpFeeder(), new HttpVerdictFeeder());

    @TempDir
    Path root;

    @BeforeEach
    void twoFiles() throws Exception {
        new BucketForge(root, BUCKET)
                .report("a.lz4", "one.json", SampleData.all().get(1), SampleData.with("test_keys", "null"))
                .report("b.lz4", "two.json", SampleData.with("probe_cc", "'XB'"))
                .report("b.lz4", "three.json", SampleData.with("id", "5"))
                .write();
    }

    private RehearsalResult rehearse(Selection selection, String... probeCcs) throws Exception {
        return new Rehearsal(root, FEEDERS)
                .run(BUCKET, selection, Set.of(probeCcs), Progress.NONE)
                .orElseThrow();
    }

    @Test
    void measurementsRowsAndFailuresAreCounted() throws Exception {
        RehearsalResult result = rehearse(Selection.ALL);
        assertThat(List.of(result.files(), (int) result.accepted(), (int) result.refused()))
                .containsExactly(2, 3, 1);
        assertThat(result.rows().toString()).isEqualTo("{http_verdict=2, tcp=2}");
        assertThat(result.failures().toString()).isEqualTo("{http_verdict=2, tcp=2}");
    }

    @Test
    void filesAndCountriesNarrow() throws Exception {
        assertThat(rehearse(new Selection(Set.of(), Set.of("b.lz4"), OptionalInt.empty()))
                        .accepted())
                .isEqualTo(1);
        assertThat(rehearse(new Selection(Set.of(), Set.of(), OptionalInt.of(1)))
                        .accepted())
                .isEqualTo(2);
        assertThat(rehearse(Selection.ALL, "XB").accepted()).isEqualTo(1);
    }

    @Test
    void aDayThatIsNotThereIsNothing() throws Exception {
        assertThat(new Rehearsal(root, FEEDERS).run(Bucket.parse("2017-01-02"), Selection.ALL, Set.of(), Progress.NONE))
                .isEqualTo(Optional.empty());
    }

    @Test
    void aMeasurementIsExplained() throws Exception {
        Explanation explanation = new Explainer(root, FEEDERS).explain("2017-01-01/one.json", 0);
        assertThat(explanation.place()).startsWith("2017-01-01/a.lz4, frame at 0, ");
        assertThat(explanation.refusal()).isNull();
        assertThat(explanation.failures()).isEmpty();
        assertThat(explanation.tables())
                .extracting(Explanation.TableRows::table)
                .containsExactly("report", "measurement", "tcp", "http_verdict", "residual");
        assertThat(explanation.tables().get(2).columns())
                .containsExactly("ip", "port", "control_failure", "test_failure", "control_api_failure");
        assertThat(explanation.tables().get(2).rows())
                .containsExactly(
                        List.of("192.0.2.1", "80", "\\N", "\\N", "\\N"),
                        List.of("192.0.2.2", "443", "refused", "timeout", "\\N"));
        assertThat(explanation.tables().get(4).rows().get(0)).last().asString().startsWith("{\"annotations\":null");
    }

    @Test
    void failuresAndRefusalsAreExplained() throws Exception {
        Explanation failed = new Explainer(root, FEEDERS).explain("2017-01-01/one.json", 1);
        assertThat(failed.failures())
                .extracting(failure -> failure.table() + " " + failure.act())
                .containsExactly("tcp feed", "http_verdict feed", "tcp erase", "http_verdict erase");
        Explanation refused = new Explainer(root, FEEDERS).explain("2017-01-01/three.json", 0);
        assertThat(refused.refusal()).endsWith(": id");
    }

    @Test
    void whatIsNotThereIsNamed() {
        Explainer explainer = new Explainer(root, FEEDERS);
        assertThatThrownBy(() -> explainer.explain("2017-01-01/one.json", 2))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("one.json has 2 measurements, from 0");
        assertThatThrownBy(() -> explainer.explain("2017-01-01/none.json", 0))
                .hasMessageContaining("none.json has no measurement");
        assertThatThrownBy(() -> explainer.explain("2017-01-02/one.json", 0)).hasMessageContaining("there is no ");
    }
}
