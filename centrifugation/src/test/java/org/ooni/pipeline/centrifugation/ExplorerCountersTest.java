package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.io.Progress;

/** The counters for OONI Explorer; the clock stands at noon of 2017-01-05. */
class ExplorerCountersTest extends IngestFixture {
    private static ObjectNode at(String day, String input, String blocking) {
        return SampleData.withKeys("{'blocking': " + blocking + "}")
                .put("test_start_time", day + " 10:00:00")
                .put("measurement_start_time", day + " 10:00:01")
                .put("input", input);
    }

    @Test
    void measurementsOfABucketAreCountedByNetwork() throws Exception {
        bucket().report(FILE, "one.json", SampleData.webConnectivity(), SampleData.webConnectivity())
                .report(FILE, "two.json", SampleData.with("probe_asn", "'AS7'"))
                .write();
        run();
        assertThat(metadb.query(
                        "SELECT probe_asn, probe_cc, bucket_date, count FROM ooexpl_bucket_msm_count ORDER BY 1"))
                .containsExactly(List.of("7", "XA", "2017-01-01", "1"), List.of("64500", "XA", "2017-01-01", "2"));
    }

    @Test
    void daysAreCountedByTestForAMonth() throws Exception {
        bucket().report(FILE, "one.json", at("2017-01-01", "a", "false"))
                .report(FILE, "two.json", at("2016-12-05", "a", "false"))
                .report(FILE, "three.json", at("2016-12-04", "a", "false"))
                .report(FILE, "four.json", SampleData.with("test_name", "'no label'"))
                .write();
        run();
        assertThat(metadb.query("SELECT test_name, test_day, count FROM ooexpl_daily_msm_count ORDER BY 2"))
                .containsExactly(
                        List.of("web_connectivity", "2016-12-05", "1"), List.of("web_connectivity", "2017-01-01", "1"));
    }

    @Test
    @DisplayName("#27: an input counts once a day")
    void confirmedInputsCountOnceADay() throws Exception {
        bucket().report(FILE, "one.json", at("2017-01-01", "a", "false"), at("2017-01-01", "b", "false"))
                .report(FILE, "two.json", at("2017-01-01", "a", "'dns'"))
                .report(FILE, "three.json", SampleData.with("input", "null"))
                .write();
        run();
        assertThat(metadb.query("SELECT confirmed_count, msm_count, test_day, bucket_date FROM ooexpl_wc_confirmed"))
                .containsExactly(List.of("0", "2", "2017-01-01 00:00:00", "2017-01-01"));
    }

    @Test
    @DisplayName("#27: anomalies are counted although false is stored as NULL")
    void anomaliesAreCountedByInput() throws Exception {
        bucket().report(FILE, "one.json", at("2017-01-01", "a", "false"), at("2017-01-01", "a", "'dns'"))
                .report(FILE, "two.json", at("2017-01-05", "a", "'dns'"))
                .write();
        run();
        assertThat(metadb.query("SELECT input, total_count, anomaly_count, confirmed_count, failure_count, test_day "
                        + "FROM ooexpl_wc_input_counts"))
                .containsExactly(List.of("a", "2", "1", "0", "0", "2017-01-01 00:00:00"));
    }

    @Test
    @DisplayName("#8: a long input is stored, and left out of the counters by input")
    void longInputs() throws Exception {
        String longInput = longText(60_000);
        bucket().report(
                        FILE,
                        "one.json",
                        at("2017-01-01", longInput, "false"),
                        at("2017-01-01", longText(2000), "false"))
                .write();
        assertThat(run().measurements()).isEqualTo(2);
        assertThat(values("SELECT octet_length(input) FROM input ORDER BY 1")).containsExactly("2000", "60000");
        assertThat(values("SELECT octet_length(input) FROM ooexpl_wc_input_counts"))
                .containsExactly("2000");
        assertThat(value("SELECT msm_count FROM ooexpl_wc_confirmed")).isEqualTo("2");
    }

    /** Seeded, because what compresses well fits into any index. */
    private static String longText(int length) {
        Random random = new Random(length);
        return random.ints(length, '0', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    @DisplayName("#27: counts that a bucket had before do not stay beside the new ones")
    void staleCountsGo() throws Exception {
        metadb.execute(
                "INSERT INTO ooexpl_bucket_msm_count VALUES (9, 9, 'ZZ', '2017-01-01'), (9, 9, 'ZZ', '2017-01-02')");
        metadb.execute("INSERT INTO ooexpl_wc_confirmed VALUES (9, 9, '2017-01-01', '2017-01-01', 'ZZ', 9)");
        metadb.execute("INSERT INTO ooexpl_daily_msm_count VALUES (9, 'ZZ', 9, 'ndt', '2017-01-01', '2017-01-01'), "
                + "(9, 'ZZ', 9, 'ndt', '2016-12-01', '2017-01-01')");
        metadb.execute(
                "INSERT INTO ooexpl_wc_input_counts VALUES ('x', 9, 9, 9, 9, '2017-01-01', '2017-01-01', 'ZZ', 9), "
                        + "('x', 9, 9, 9, 9, '2016-12-01', '2017-01-01', 'ZZ', 9)");
        ingest(SampleData.webConnectivity());
        assertThat(values("SELECT count FROM ooexpl_bucket_msm_count ORDER BY 1"))
                .containsExactly("1", "9");
        assertThat(values("SELECT msm_count FROM ooexpl_wc_confirmed")).containsExactly("1");
        assertThat(values("SELECT test_day FROM ooexpl_daily_msm_count ORDER BY 1"))
                .containsExactly("2017-01-01");
        assertThat(values("SELECT total_count FROM ooexpl_wc_input_counts ORDER BY 1"))
                .containsExactly("1");
    }

    @Test
    @DisplayName("#27: days that were counted when they were recent stay true when the bucket changes later")
    void oldDaysStayTrue() throws Exception {
        bucket().report(FILE, "one.json", at("2017-01-01", "a", "false"), at("2017-01-01", "b", "'dns'"))
                .report(FILE, "two.json", at("2016-12-04", "a", "false"))
                .write();
        run();
        bucket().report(FILE, "one.json", at("2017-01-01", "a", "false"))
                .report(FILE, "two.json", at("2016-12-04", "a", "false"))
                .write();
        centrifugation(Feeders.load(Feeder.class.getClassLoader()), Instant.parse("2017-06-01T00:00:00Z"))
                .run(BUCKET, Progress.NONE);
        assertThat(metadb.query("SELECT test_day, count FROM ooexpl_daily_msm_count"))
                .containsExactly(List.of("2017-01-01", "1"));
        assertThat(metadb.query("SELECT input, total_count FROM ooexpl_wc_input_counts"))
                .containsExactly(List.of("a", "1"));
    }
}
