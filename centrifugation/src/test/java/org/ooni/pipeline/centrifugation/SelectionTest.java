package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.centrifugation.CentrifugationResult.Outcome;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.DictionaryLock;
import org.ooni.pipeline.metadb.Gc;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.raw.Bucket;

/** What an operator may ask of a run: some files only, a plan only, a file to be taken out. */
class SelectionTest extends IngestFixture {
    private static final String NDT = "20170101T000000Z-US-AS1-ndt-no_report_id-0.2.0-probe.json";
    private static final String WEB = "20170101T000000Z-US-AS1-web_connectivity-no_report_id-0.2.0-probe.json";
    private static final String OTHER_WEB = "20170101T000001Z-US-AS1-web_connectivity-no_report_id-0.2.0-probe.json";

    @BeforeEach
    void threeFiles() throws Exception {
        bucket().report("a.lz4", NDT, SampleData.with("input", "'ndt'"))
                .report("b.lz4", WEB, SampleData.with("input", "'web'"))
                .report("c.lz4", OTHER_WEB, SampleData.with("input", "'other'"))
                .write();
    }

    private static CentrifugationOptions selecting(Set<String> testNames, Set<String> cans, OptionalInt limit) {
        return new CentrifugationOptions(new Selection(testNames, cans, limit), Set.of(), false);
    }

    private static CentrifugationOptions forgetting(String... files) {
        return new CentrifugationOptions(Selection.ALL, Set.of(files), false);
    }

    private List<String> files() throws Exception {
        return values("SELECT filename FROM autoclaved ORDER BY 1");
    }

    @Test
    void filesAreSelectedByTheTestsOfTheirReports() throws Exception {
        CentrifugationResult result = run(selecting(Set.of("web_connectivity"), Set.of(), OptionalInt.empty()));
        assertThat(files()).containsExactly("2017-01-01/b.lz4", "2017-01-01/c.lz4");
        assertThat(result.files()).isEqualTo(new CentrifugationResult.Files(2, 0, 0, 0, 1, 0));
    }

    @Test
    void filesAreSelectedByNameAndNumber() throws Exception {
        run(selecting(Set.of(), Set.of("c.lz4"), OptionalInt.empty()));
        assertThat(files()).containsExactly("2017-01-01/c.lz4");
        run(selecting(Set.of(), Set.of("2017-01-01/a.lz4", "c.lz4"), OptionalInt.of(1)));
        assertThat(files()).containsExactly("2017-01-01/a.lz4", "2017-01-01/c.lz4");
        assertThat(run(CentrifugationOptions.NONE).filesIngested()).isEqualTo(1);
    }

    @Test
    void whatIsNotSelectedIsNotRedone() throws Exception {
        run();
        metadb.execute("UPDATE autoclaved SET code_ver = 0");
        CentrifugationResult result = run(selecting(Set.of(), Set.of(), OptionalInt.of(2)));
        assertThat(List.of(result.files().reprocessed(), result.files().left())).containsExactly(2, 1);
        assertThat(values("SELECT code_ver FROM autoclaved ORDER BY filename")).containsExactly("5", "5", "0");
    }

    @Test
    void aPlanTouchesNothing() throws Exception {
        run(selecting(Set.of(), Set.of("a.lz4"), OptionalInt.empty()));
        metadb.execute("UPDATE autoclaved SET code_ver = 0");
        List<String> before = snapshot();
        Centrifugation centrifugation = centrifugation(Feeders.load(Feeder.class.getClassLoader()));
        IngestPlan plan =
                centrifugation.plan(BUCKET, CentrifugationOptions.NONE).orElseThrow();
        assertThat(plan.ingest()).containsExactly("2017-01-01/b.lz4", "2017-01-01/c.lz4");
        assertThat(plan.reprocess().get("2017-01-01/a.lz4")).contains("tcp", "http_verdict");
        assertThat(snapshot()).isEqualTo(before);
        assertThat(value("SELECT last_value FROM msm_no_seq")).isEqualTo("1");
        assertThat(centrifugation.plan(Bucket.parse("2017-01-02"), CentrifugationOptions.NONE))
                .isEmpty();
    }

    @Test
    @DisplayName("#33: a file that vanished is taken out of the database on purpose only")
    void forgetting() throws Exception {
        bucket().reportWithBadBlob(
                        "a.lz4", NDT, SampleData.with("id", "null"), SampleData.withKeys("{'accessible': 'x'}"))
                .report("b.lz4", WEB, SampleData.with("input", "'web'"))
                .write();
        metadb.execute(TableFeeder.create("ours"));
        List<Feeder> feeders = new ArrayList<>(Feeders.load(Feeder.class.getClassLoader()));
        feeders.add(new TableFeeder("ours", 1));
        centrifugation(feeders).run(BUCKET, Progress.NONE);
        assertThat(List.of(count("badmeta"), count("badrow"), count("badblob"), count("ours")))
                .containsExactly(1L, 1L, 1L, 2L);
        bucket().report("b.lz4", WEB, SampleData.with("input", "'web'")).write();

        List<String> before = snapshot();
        assertThatThrownBy(this::run).isInstanceOf(IngestRefusedException.class);
        assertThat(snapshot()).isEqualTo(before);
        CentrifugationResult result = run(forgetting("2017-01-01/a.lz4", "2017-01-02/x.lz4"));

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.changes()).containsExactly(new FileChange("2017-01-01/a.lz4", 0, 0, 1));
        assertThat(files()).containsExactly("2017-01-01/b.lz4");
        assertThat(List.of(count("badmeta"), count("badrow"), count("badblob"))).containsOnly(0L);
        assertThat(List.of(count("report"), count("measurement"), count("ours"), count("feeder_file")))
                .containsOnly(1L);
        assertThat(value("SELECT count FROM ooexpl_bucket_msm_count")).isEqualTo("1");
        assertThat(values("SELECT input FROM input ORDER BY 1"))
                .as("dictionaries stay")
                .containsExactly("http://example.org/", "web");
        assertThat(run(forgetting("2017-01-01/a.lz4")).outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    @Test
    void aFileOfADayThatIsGoneIsNotForgotten() {
        assertThatThrownBy(() -> centrifugation(List.of())
                        .run(Bucket.parse("2017-01-02"), forgetting("2017-01-02/x.lz4"), Progress.NONE))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no bucket 2017-01-02");
    }

    @Test
    @DisplayName("#36: values that nobody refers to any more are removed on wish")
    void gc() throws Exception {
        run();
        bucket().report("b.lz4", WEB, SampleData.with("input", "'web'")).write();
        run(forgetting("2017-01-01/a.lz4", "2017-01-01/c.lz4"));
        metadb.execute("""
                INSERT INTO software VALUES (DEFAULT, 'a', 'b', 'c', 'd');
                INSERT INTO domain (domain) VALUES ('a'), ('b'), ('c'), ('d');
                INSERT INTO dns_a (msm_no, domain_no, control_cname, test_cname) VALUES (2, 1, '{2}', '{4,NULL}'), (2, 1, NULL, NULL)
                """);
        MetaDb db = new MetaDb(metadb.dataSource());
        assertThat(db.inTransaction(Gc::run).toString()).isEqualTo("{input=2, residual=0, domain=1, software=1}");
        assertThat(values("SELECT input FROM input")).containsExactly("web");
        assertThat(values("SELECT domain FROM domain ORDER BY 1")).containsExactly("a", "b", "d");
        assertThat(count("software")).isEqualTo(1);
    }

    @Test
    void valuesAreNotRemovedWhileABucketIsWritten() throws Exception {
        MetaDb db = new MetaDb(metadb.dataSource());
        assertThatThrownBy(() -> run(bytes -> assertRemovingIsRefused(db))).hasMessage("refused");
        db.inTransaction(gc -> {
            Gc.run(gc);
            assertThatThrownBy(this::run).isInstanceOf(BusyException.class);
            assertThatThrownBy(() -> db.inTransaction(c -> {
                        DictionaryLock.use(c);
                        return null;
                    }))
                    .isInstanceOf(BusyException.class);
            return null;
        });
    }

    private static void assertRemovingIsRefused(MetaDb db) {
        assertThatThrownBy(() -> db.inTransaction(Gc::run)).isInstanceOf(BusyException.class);
        throw new IllegalStateException("refused");
    }
}
