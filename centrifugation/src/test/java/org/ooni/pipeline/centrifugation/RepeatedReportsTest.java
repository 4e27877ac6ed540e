package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.centrifugation.CentrifugationResult.Files;
import org.ooni.pipeline.centrifugation.CentrifugationResult.Outcome;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.RepeatedReports;

/** The plan follows {@code repeated_report}, whoever changes it. */
class RepeatedReportsTest extends IngestFixture {
    private static final String NUMBERS = "SELECT textname || ' ' || report_no || ' ' || msm_no FROM measurement"
            + " JOIN report USING (report_no) ORDER BY 1";

    /** In the first file two reports that count and one that is refused whole; in the second one of bad blobs only. */
    @BeforeEach
    void twoFilesOfReports() throws Exception {
        bucket().report("a.0.tar.lz4", "one.json", SampleData.webConnectivity(), SampleData.with("input", "'b'"))
                .report("a.0.tar.lz4", "refused.json", SampleData.with("id", "null"))
                .report("a.0.tar.lz4", "two.json", SampleData.with("input", "'c'"))
                .reportWithBadBlob("b.lz4", "bad.json")
                .write();
        run();
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    private void repeated(int group, boolean used, String name) throws SQLException {
        metadb.execute("INSERT INTO repeated_report VALUES (" + group + ", " + used + ", '2017-01-01/" + name
                + "', decode(repeat('ab', 20), 'hex'), decode(repeat('ab', 64), 'hex'))");
    }

    @Test
    void aReportThatIsNotToBeUsedLeavesAndItsNeighboursKeepTheirNumbers() throws Exception {
        List<String> before = values(NUMBERS);
        repeated(1, false, "two.json");

        CentrifugationResult result = run();

        assertThat(result.files()).isEqualTo(new Files(0, 1, 0, 0, 0, 1));
        assertThat(result.changes()).containsExactly(new FileChange("2017-01-01/a.0.tar.lz4", 2, 1, 1));
        assertThat(values(NUMBERS)).isEqualTo(before.subList(0, 2));
        assertThat(value("SELECT sum(count) FROM ooexpl_bucket_msm_count")).isEqualTo("2");
        List<String> everything = snapshot();
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
        assertThat(snapshot()).isEqualTo(everything);
    }

    @Test
    void aReportThatIsToBeUsedAgainComesBack() throws Exception {
        repeated(1, false, "two.json");
        repeated(1, true, "elsewhere.json");
        run();
        metadb.execute("UPDATE repeated_report SET used = NOT used WHERE dupgrp_no = 1");

        assertThat(run().changes()).containsExactly(new FileChange("2017-01-01/a.0.tar.lz4", 2, 2, 0));

        assertThat(values(NUMBERS)).hasSize(3).last().asString().startsWith("2017-01-01/two.json");
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    @Test
    void aReportThatTheDatabaseHasLostIsMissed() throws Exception {
        metadb.execute("DELETE FROM report WHERE textname LIKE '%/two.json'");
        assertThat(run().files().reingested()).isEqualTo(1);
        assertThat(count("report")).isEqualTo(2);
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    @Test
    void reportsThatWereRefusedOrHaveNothingAreMissedNeitherUsedNorUnused() throws Exception {
        for (String name : List.of("refused.json", "bad.json")) {
            repeated(1, false, name);
            assertThat(run().outcome()).as(name).isEqualTo(Outcome.IN_SYNC);
            metadb.execute("UPDATE repeated_report SET used = true WHERE dupgrp_no = 1");
            assertThat(run().outcome()).as(name).isEqualTo(Outcome.IN_SYNC);
        }
    }

    @Test
    void aGroupThatLosesTheOneThatIsUsedUsesTheFirstOfTheOthers() throws Exception {
        repeated(1, true, "b");
        repeated(1, false, "d");
        repeated(1, false, "c");
        repeated(2, false, "x");
        MetaDb metaDb = new MetaDb(metadb.dataSource());

        Integer forgotten = metaDb.inTransaction(
                connection -> RepeatedReports.forget(connection, Set.of("2017-01-01/b", "2017-01-01/none")));

        assertThat(forgotten).isEqualTo(1);
        assertThat(values("SELECT used || ' ' || textname FROM repeated_report WHERE dupgrp_no > 0 ORDER BY textname"))
                .containsExactly("true 2017-01-01/c", "false 2017-01-01/d", "false 2017-01-01/x");
    }
}
