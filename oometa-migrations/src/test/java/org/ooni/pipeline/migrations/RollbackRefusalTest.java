package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rollback loses no row that the older schema cannot hold: it refuses, and nothing has changed. */
class RollbackRefusalTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.empty();

    @Test
    void v14StaysWhileReportsShareAReportId() throws SQLException, IOException {
        Scripts.applyUpTo(14, metadb);
        Rows.report(1).with("report_id", "'twice'").insertInto(metadb);
        Rows.report(2).with("report_id", "'twice'").insertInto(metadb);

        assertRefused(14, "1 values of report.report_id belong to several reports");
    }

    @Test
    void v14StaysWhileAnInputIsTooLongForGist() throws SQLException, IOException {
        Scripts.applyUpTo(14, metadb);
        metadb.execute("INSERT INTO input (input) VALUES ('" + manyTrigrams() + "')");

        assertRefused(14, "an input is too long for the GiST index");
    }

    @ParameterizedTest
    @CsvSource({"psiphon, 1, 0", "tor, 0, 1", "vpn, 1, 1"})
    void v16StaysWhileARowHasOneOfItsTestNames(String testName, int reports, int counters)
            throws SQLException, IOException {
        Scripts.applyUpTo(16, metadb);
        if (reports > 0) {
            Rows.report(1).with("test_name", "'" + testName + "'").insertInto(metadb);
        }
        if (counters > 0) {
            Rows.dailyCount().with("test_name", "'" + testName + "'").insertInto(metadb);
        }

        assertRefused(16, reports + " rows of report and " + counters + " of ooexpl_daily_msm_count");
    }

    @ParameterizedTest
    @CsvSource({
        "autoclaved, file_size, '1 of autoclaved, 0 of measurement, 0 of report, 0 of badblob'",
        "measurement, frame_off, '0 of autoclaved, 1 of measurement, 0 of report, 0 of badblob'",
        "report, badtail, '0 of autoclaved, 0 of measurement, 1 of report, 0 of badblob'",
        "badblob, canned_off, '0 of autoclaved, 0 of measurement, 0 of report, 1 of badblob'",
        "badblob, canned_size, '0 of autoclaved, 0 of measurement, 0 of report, 1 of badblob'"
    })
    void v17StaysWhileAValueNeedsEightBytes(String table, String column, String message)
            throws SQLException, IOException {
        Scripts.applyUpTo(17, metadb);
        insertOneOfEach("2147483647");
        metadb.execute("UPDATE " + table + " SET " + column + " = 2147483648");

        assertRefused(17, message);

        metadb.execute("UPDATE " + table + " SET " + column + " = 2147483647");
        Scripts.of(17).rollBack(metadb);
        assertThat(metadb.query("SELECT " + column + ", pg_typeof(" + column + ")::text FROM " + table))
                .containsExactly(List.of("2147483647", "size4"));
    }

    @Test
    void rowsThatTheOlderSchemaHoldsSurviveTheRollbacks() throws SQLException, IOException {
        Scripts.applyUpTo(18, metadb);
        insertOneOfEach("5");
        metadb.execute("INSERT INTO input (input) VALUES ('http://example.org/')");
        Rows.report(2).with("test_name", "'telegram'").insertInto(metadb);
        Rows.dailyCount().insertInto(metadb);
        String all =
                "SELECT (SELECT json_agg(r ORDER BY report_no) FROM report r), (SELECT json_agg(a) FROM autoclaved a),"
                        + " (SELECT json_agg(m) FROM measurement m), (SELECT json_agg(b) FROM badblob b),"
                        + " (SELECT json_agg(i) FROM input i), (SELECT json_agg(d) FROM ooexpl_daily_msm_count d)";
        List<List<String>> before = metadb.query(all);

        for (int version = 18; version > 13; version--) {
            Scripts.of(version).rollBack(metadb);
        }

        assertThat(metadb.query(all)).isEqualTo(before);
    }

    private void insertOneOfEach(String size) throws SQLException {
        Rows.autoclaved().with("file_size", size).insertInto(metadb);
        Rows.measurement(1).with("frame_off", size).insertInto(metadb);
        Rows.report(1).with("badtail", size).insertInto(metadb);
        Rows.badblob().with("canned_off", size).with("canned_size", size).insertInto(metadb);
    }

    private void assertRefused(int version, String reason) throws SQLException, IOException {
        String before = SchemaDump.of(metadb);
        assertThatThrownBy(() -> Scripts.of(version).rollBack(metadb))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"))
                .hasMessageContaining("rollback " + version + ": ")
                .hasMessageContaining(reason);
        assertThat(SchemaDump.of(metadb)).isEqualTo(before);
    }

    private static String manyTrigrams() {
        return new Random(14)
                .ints(20_000, 0, 36)
                .mapToObj(digit -> Integer.toString(digit, 36))
                .collect(Collectors.joining());
    }
}
