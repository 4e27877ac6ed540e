package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** Rows of an older version: the tables concerned are made again, and nothing else. */
class ReprocessTest extends IngestFixture {
    private static final List<String> UNTOUCHED =
            List.of("report", "measurement", "input", "residual", "tcp", "badmeta", "badblob");

    private static final JsonNode BLOCKED = SampleData.withKeys("{'blocking': 'dns'}");

    @BeforeEach
    void twoFilesAreThere() throws Exception {
        metadb.execute(TableFeeder.create("ours"));
        bucket().reportWithBadBlob("a.lz4", "one.json", SampleData.all().get(1), BLOCKED)
                .report("b.lz4", "two.json", SampleData.webConnectivity(), BLOCKED)
                .write();
    }

    private CentrifugationResult run(int version) throws Exception {
        return centrifugation(feeders(version)).run(BUCKET, Progress.NONE);
    }

    private static List<Feeder> feeders(int version) {
        List<Feeder> feeders = new ArrayList<>(Feeders.load(Feeder.class.getClassLoader()));
        feeders.add(new TableFeeder("ours", version));
        return feeders;
    }

    private List<String> versions(String table) throws Exception {
        return values("SELECT xmin || ' ' || t::text FROM " + table + " t ORDER BY ctid");
    }

    private List<List<String>> versionsOfAll(List<String> tables) throws Exception {
        List<List<String>> all = new ArrayList<>();
        for (String table : tables) {
            all.add(versions(table));
        }
        return all;
    }

    @Test
    void aPluginThatIsNewerRewritesItsTableAlone() throws Exception {
        run(1);
        List<String> tables = new ArrayList<>(UNTOUCHED);
        tables.add("http_verdict");
        List<List<String>> before = versionsOfAll(tables);
        CentrifugationResult result = run(2);
        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.files()).isEqualTo(new CentrifugationResult.Files(0, 0, 2, 0, 0, 0));
        assertThat(List.of(result.measurements(), result.reports(), result.reprocessed()))
                .containsExactly(0L, 0L, 4L);
        assertThat(versionsOfAll(tables)).isEqualTo(before);
        assertThat(metadb.query("SELECT msm_no, version FROM ours ORDER BY 1"))
                .containsExactly(List.of("1", "2"), List.of("2", "2"), List.of("3", "2"), List.of("4", "2"));
        assertThat(metadb.query("SELECT * FROM feeder_file ORDER BY 2"))
                .containsExactly(List.of("ours", "1", "2"), List.of("ours", "2", "2"));
        assertThat(run(2).outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    @Test
    void aPluginThatIsNewReadsWhatIsThere() throws Exception {
        run();
        assertThat(count("feeder_file")).isZero();
        run(3);
        assertThat(values("SELECT version FROM ours")).containsExactly("3", "3", "3", "3");
    }

    @Test
    void aPluginThatIsOlderThanItsRowsIsRefused() throws Exception {
        run(2);
        assertThatThrownBy(() -> run(1))
                .isInstanceOf(IngestRefusedException.class)
                .hasMessageContaining("newer program");
    }

    @Test
    void aFileThatIsMarkedIsRedoneAlone() throws Exception {
        run(1);
        metadb.execute("UPDATE autoclaved SET code_ver = 0 WHERE filename = '2017-01-01/b.lz4'");
        List<List<String>> before = versionsOfAll(UNTOUCHED);
        List<String> verdicts = versions("http_verdict");
        CentrifugationResult result = run(1);
        assertThat(result.files().reprocessed()).isEqualTo(1);
        assertThat(result.bytesRead()).isEqualTo(size("b.lz4"));
        assertThat(versionsOfAll(UNTOUCHED)).isEqualTo(before);
        assertThat(versions("http_verdict")).hasSize(4).doesNotContainSequence(verdicts);
        assertThat(versions("http_verdict").subList(0, 2)).isEqualTo(verdicts.subList(0, 2));
        assertThat(values("SELECT msm_no FROM ours ORDER BY 1")).containsExactly("1", "2", "3", "4");
        assertThat(values("SELECT code_ver FROM autoclaved")).containsExactly("5", "5");
    }

    @Test
    void whatIsDoneIsMadeAgainIfThatIsAskedFor() throws Exception {
        run(1);
        List<List<String>> before = versionsOfAll(List.of("report", "measurement", "input", "residual"));
        List<String> verdicts = versions("http_verdict");
        CentrifugationResult result = centrifugation(feeders(1))
                .run(
                        BUCKET,
                        CentrifugationOptions.again(new Selection(Set.of(), Set.of("b.lz4"), OptionalInt.empty())),
                        Progress.NONE);
        assertThat(result.files()).isEqualTo(new CentrifugationResult.Files(0, 0, 1, 0, 0, 1));
        assertThat(versionsOfAll(List.of("report", "measurement", "input", "residual")))
                .isEqualTo(before);
        assertThat(versions("http_verdict").subList(0, 2)).isEqualTo(verdicts.subList(0, 2));
        assertThat(versions("http_verdict").subList(2, 4)).doesNotContainAnyElementsOf(verdicts);
        assertThat(values("SELECT msm_no FROM ours ORDER BY 1")).containsExactly("1", "2", "3", "4");
        assertThat(run(1).outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    @Test
    void aWishForOneTableIsFulfilledAndForgotten() throws Exception {
        run(1);
        metadb.execute(
                "DELETE FROM http_verdict; DELETE FROM tcp;" + "INSERT INTO feeder_file VALUES ('http_verdict', 1, 0)");
        run(1);
        assertThat(values("SELECT msm_no FROM http_verdict ORDER BY 1")).containsExactly("1", "2");
        assertThat(count("tcp")).isZero();
        assertThat(values("SELECT feeder FROM feeder_file")).containsExactly("ours", "ours");
    }

    @Test
    void aVersionWhoseTablesAreGoodIsRecordedWithoutReading() throws Exception {
        centrifugation(List.of(Feeders.load(Feeder.class.getClassLoader()).get(0)))
                .run(BUCKET, Progress.NONE);
        metadb.execute("UPDATE autoclaved SET code_ver = 4");
        Files.delete(BUCKET.under(root).resolve("a.lz4"));
        CentrifugationResult result = centrifugation(
                        List.of(Feeders.load(Feeder.class.getClassLoader()).get(0)))
                .run(BUCKET, Progress.NONE);
        assertThat(result.bytesRead()).isZero();
        assertThat(values("SELECT code_ver FROM autoclaved")).containsExactly("5", "5");
    }

    @Test
    @DisplayName("#6, #26: vector 76, hashes of a second pass stand behind a NULL, and bad blobs stay")
    void vector76_secondPass() throws Exception {
        bucket().reportWithBadBlob("a.lz4", "one.json", SampleData.with("annotations", "'fail'"))
                .write();
        run(1);
        for (int pass = 0; pass < 2; pass++) {
            run(2 + pass);
        }
        assertThat(value("SELECT array_length(exc, 1) || ' ' || (exc[1] = exc[3] AND exc[1] = exc[5]) "
                        + "|| ' ' || (exc[2] IS NULL AND exc[4] IS NULL) FROM measurement"))
                .isEqualTo("5 true true");
        assertThat(count("badblob")).isEqualTo(1);
    }

    @Test
    void aFirstFailureOfALaterPassStandsBehindANull() throws Exception {
        run(1);
        List<Feeder> failing = new ArrayList<>(Feeders.load(Feeder.class.getClassLoader()));
        failing.add(new FailingFeeder("ours", 2));
        centrifugation(failing).run(BUCKET, Progress.NONE);
        assertThat(value("SELECT array_length(exc, 1) || ' ' || (exc[1] IS NULL) FROM measurement WHERE msm_no = 3"))
                .isEqualTo("2 true");
        assertThat(count("ours")).isZero();
    }

    @Test
    void flagsAndCountersFollowTheRows() throws Exception {
        run(1);
        assertThat(values("SELECT anomaly FROM measurement ORDER BY msm_no")).containsExactly("t", "t", null, "t");
        metadb.execute("UPDATE http_verdict SET blocking = NULL WHERE msm_no = 4;"
                + "UPDATE measurement SET anomaly = NULL, confirmed = TRUE WHERE msm_no IN (3, 4);"
                + "UPDATE autoclaved SET code_ver = 0 WHERE filename = '2017-01-01/b.lz4'");
        List<String> others = values("SELECT xmin FROM measurement WHERE msm_no < 3");
        run(1);
        assertThat(metadb.query("SELECT anomaly, confirmed FROM measurement ORDER BY msm_no"))
                .containsExactly(
                        Arrays.asList("t", null),
                        Arrays.asList("t", null),
                        Arrays.asList(null, null),
                        Arrays.asList("t", null));
        assertThat(values("SELECT xmin FROM measurement WHERE msm_no < 3")).isEqualTo(others);
        assertThat(value("SELECT confirmed_count FROM ooexpl_wc_confirmed")).isEqualTo("0");
    }

    @Test
    @DisplayName("#25: lines that are refused again are recorded once")
    void refusedLinesAreRecordedOnce() throws Exception {
        bucket().report("a.lz4", "one.json", SampleData.withKeys("{'accessible': 'maybe'}"))
                .write();
        run(1);
        metadb.execute("UPDATE autoclaved SET code_ver = 0");
        assertThat(run(1).badRows()).isEqualTo(1);
        assertThat(count("badrow")).isEqualTo(1);
    }

    @Test
    void aFileThatIsNotTheOneIngestedChangesNothing() throws Exception {
        run(1);
        metadb.execute("UPDATE autoclaved SET code_ver = 0, file_crc32 = file_crc32 + 1");
        List<String> before = snapshot();
        assertThatThrownBy(() -> run(1)).isInstanceOf(BadInputException.class).hasMessageContaining("a.lz4");
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void aPlaceThatIsNotInTheFrameIsNamed() throws Exception {
        run(1);
        metadb.execute("UPDATE autoclaved SET code_ver = 0; UPDATE measurement SET intra_size = 1000000");
        assertThatThrownBy(() -> run(1)).isInstanceOf(BadInputException.class).hasMessageContaining("no measurement");
    }

    @Test
    void rowsOfAPluginThatIsGoneStayUntilTheirFileChanges() throws Exception {
        run(1);
        CentrifugationResult result = run();
        assertThat(result.outcome()).isEqualTo(Outcome.IN_SYNC);
        assertThat(result.absentPlugIns()).containsExactly("ours");
        bucket().reportWithBadBlob(
                        "a.lz4", "one.json", BLOCKED, SampleData.all().get(1))
                .report("b.lz4", "two.json", SampleData.webConnectivity(), BLOCKED)
                .write();
        run();
        assertThat(values("SELECT msm_no FROM ours ORDER BY 1")).containsExactly("3", "4");
        assertThat(values("SELECT autoclaved_no FROM feeder_file")).containsExactly("2");
    }

    @Test
    void theTableOfAPluginThatIsGoneMayBeGoneToo() throws Exception {
        run(1);
        metadb.execute("DROP TABLE ours; INSERT INTO feeder_file VALUES ('measurement', 1, 1), ('no; name', 1, 1)");
        bucket().report("a.lz4", "one.json", BLOCKED)
                .report("b.lz4", "two.json", SampleData.webConnectivity(), BLOCKED)
                .write();
        CentrifugationResult result = run();
        assertThat(result.absentPlugIns()).containsExactly("measurement", "no; name", "ours");
        assertThat(count("measurement")).isEqualTo(3);
    }

    /** A later version that has a bug. */
    private record FailingFeeder(TableFeeder good) implements Feeder {
        FailingFeeder(String table, int version) {
            this(new TableFeeder(table, version));
        }

        @Override
        public Table table() {
            return good.table();
        }

        @Override
        public int minCodeVer() {
            return good.minCodeVer();
        }

        @Override
        public void feed(int msmNo, JsonNode datum, RowWriter rows) {
            rows.integer(msmNo);
            throw new IllegalStateException("a bug");
        }

        @Override
        public void erase(ObjectNode datum) {
            good.erase(datum);
        }
    }
}
