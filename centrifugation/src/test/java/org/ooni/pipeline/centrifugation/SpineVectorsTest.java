package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.feeder.SampleData;

/** Reports and inputs. Numbers are those of the vectors and of the rules of the Feeder rules §8 and §7. */
class SpineVectorsTest extends IngestFixture {
    private static ObjectNode with(String key, String json) {
        return SampleData.with(key, json);
    }

    /** Each of {@code data} as a report of its own. */
    private CentrifugationResult ingestReports(ObjectNode... data) throws Exception {
        BucketForge forge = bucket();
        for (int i = 0; i < data.length; i++) {
            forge.report(FILE, "report " + i, data[i]);
        }
        forge.write();
        return run();
    }

    /** Demands that each of {@code data} gives a hash of that kind, and nothing else. */
    private void assertEachRefused(String kind, ObjectNode... data) throws Exception {
        assertThat(ingestReports(data).badMeta()).isEqualTo(data.length);
        assertThat(values("SELECT textname FROM report")).isEmpty();
        assertThat(List.of(count("measurement"), count("http_verdict"))).containsOnly(0L);
        assertThat(count("badmeta WHERE array_length(" + kind + ", 1) = 1 AND exc_report || exc_measurement = " + kind))
                .isEqualTo(data.length);
    }

    @Test
    void vector34_aPairIsJoined() throws Exception {
        ingest(
                with("input", "['1.2.3.4', 80]"),
                with("input", "['1.2.3.4', 80, 'more']"),
                with("input", "{'1.2.3.4': 0, '80': 0}"));
        assertThat(values("SELECT input FROM measurement LEFT JOIN input USING (input_no)"))
                .containsExactly("1.2.3.4:80", "1.2.3.4:80", "1.2.3.4:80");
    }

    @Test
    void vector35_otherInputsAreRefused() throws Exception {
        assertEachRefused(
                "exc_measurement",
                with("input", "['x']"),
                with("input", "5"),
                with("input", "true"),
                with("input", "['\u00e9', 'x']"),
                with("input", "[]"),
                with("input", "{'a': 1}"),
                with("input", "[['a'], 'b']"));
    }

    @Test
    void vector36_textsAreKept() throws Exception {
        ingest(
                with("input", "''"),
                with("input", "null"),
                with("input", "'\ud83d\ude00'"),
                with("input", "'a\\u0000b'"));
        assertThat(values("SELECT input FROM measurement LEFT JOIN input USING (input_no) ORDER BY msm_no"))
                .containsExactly("", null, "\ud83d\ude00", "a\ufffdb");
    }

    @Test
    void vector70_aNetworkMayHaveBlanks() throws Exception {
        ingest(with("probe_asn", "'AS 1 '"));
        assertThat(value("SELECT probe_asn FROM report")).isEqualTo("1");
    }

    @Test
    @DisplayName("#3, vectors 70, 72, 80: bad fields of a report refuse its measurements, not the bucket")
    void badFieldsOfAReport() throws Exception {
        assertEachRefused(
                "exc_report",
                with("probe_asn", "'AS3000000000'"),
                with("probe_asn", "'XX'"),
                with("probe_asn", "5"),
                with("probe_cc", "'\\\\N'"),
                with("probe_cc", "'USA'"),
                with("probe_cc", "'\u00e91'"),
                with("probe_ip", "'unknown'"),
                with("test_start_time", "null"),
                with("test_start_time", "'infinity'"),
                with("software_version", "null"),
                with("test_version", "true"),
                with("report_id", "{'a': 1}"));
    }

    @Test
    @DisplayName("#3: bad fields of a measurement refuse it, not the bucket")
    void badFieldsOfAMeasurement() throws Exception {
        assertEachRefused(
                "exc_measurement",
                with("id", "null"),
                with("id", "'x'"),
                with("measurement_start_time", "'now'"),
                with("measurement_start_time", "5"),
                with("test_runtime", "1e39"),
                with("test_runtime", "'fast'"));
    }

    @Test
    @DisplayName("#3: NUL in a key of the residual is replaced")
    void nulInAKey() throws Exception {
        ingest(SampleData.withKeys("{'a\\u0000b': 1}"));
        assertThat(value("SELECT residual -> 'test_keys' FROM residual")).isEqualTo("{\"a\ufffdb\": 0}");
    }

    @Test
    void indexedTextsThatAreTooLongRefuseTheirReport() throws Exception {
        bucket().report(FILE, "one.json", with("report_id", "'" + "x".repeat(2001) + "'"))
                .report(FILE, "two.json", with("software_name", "'" + "x".repeat(2001) + "'"))
                .report(FILE, "three.json", SampleData.webConnectivity())
                .write();
        CentrifugationResult result = run();
        assertThat(List.of(result.badMeta(), result.reports())).containsExactly(2L, 1L);
    }

    @Test
    @DisplayName("#1: every measurement of a report with bad fields is refused, none is an orphan")
    void allMeasurementsOfABadReport() throws Exception {
        CentrifugationResult result =
                ingest(with("probe_asn", "'XX'"), with("probe_asn", "'XX'"), with("probe_asn", "'XX'"));
        assertThat(result.badMeta()).isEqualTo(3);
        assertThat(List.of(count("measurement"), count("report"))).containsOnly(0L);
        assertThat(value("SELECT exc_report[1] = ALL (exc_report) AND array_length(exc_report, 1) = 3 FROM badmeta"))
                .isEqualTo("t");
    }

    @Test
    @DisplayName("#2: the report's row comes with the first measurement that is accepted")
    void theFirstMeasurementIsRefused() throws Exception {
        CentrifugationResult result = ingest(with("id", "null"), SampleData.webConnectivity(), with("id", "null"));
        assertThat(List.of(result.reports(), result.measurements(), result.badMeta()))
                .containsExactly(1L, 1L, 2L);
        assertThat(count("measurement JOIN report USING (report_no)")).isEqualTo(1);
        assertThat(value("SELECT msm_no FROM http_verdict")).isEqualTo("2");
    }

    @Test
    void aMissingFieldRefusesItsMeasurementAlone() throws Exception {
        ObjectNode without = SampleData.webConnectivity();
        without.remove("software_name");
        CentrifugationResult result = ingest(without, SampleData.webConnectivity(), without);
        assertThat(List.of(result.reports(), result.measurements(), result.badMeta()))
                .containsExactly(1L, 1L, 2L);
    }

    @Test
    void vector71_aReportWithoutIdIsCalledAfterItsDigest() throws Exception {
        ingestReports(with("report_id", "null"), with("report_id", "''"), with("report_id", "5"));
        assertThat(values("SELECT report_id FROM report ORDER BY report_no"))
                .containsExactly(digest("2017-01-01/report 0"), digest("2017-01-01/report 1"), "5");
    }

    private static String digest(String textname) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(BucketForge.sha1(textname).bytes());
    }

    @Test
    void vector73_aMeasurementThatDiffersFromItsReportIsRefusedAlone() throws Exception {
        CentrifugationResult result =
                ingest(SampleData.webConnectivity(), with("probe_asn", "'AS2'"), SampleData.webConnectivity());
        assertThat(List.of(result.measurements(), result.badMeta())).containsExactly(2L, 1L);
        assertThat(value("SELECT probe_asn FROM report")).isEqualTo("64500");
    }

    @Test
    void numbersThatAreEqualAreTheSameField() throws Exception {
        assertThat(ingest(with("software_version", "1"), with("software_version", "1.0"))
                        .measurements())
                .isEqualTo(2);
        assertThat(value("SELECT software_version FROM software")).isEqualTo("1");
    }

    @Test
    void vector74_aCutOffAtZeroIsNotAWholeReport() throws Exception {
        bucket().truncatedReport(FILE, "cut.json", 0, SampleData.webConnectivity())
                .report(FILE, "whole.json", SampleData.webConnectivity())
                .write();
        run();
        assertThat(metadb.query("SELECT textname, badtail FROM report ORDER BY 1"))
                .containsExactly(List.of("2017-01-01/cut.json", "0"), Arrays.asList("2017-01-01/whole.json", null));
    }

    @Test
    @DisplayName("#41: an unknown country or network is ZZ and 0")
    void unknownCountryAndNetwork() throws Exception {
        ObjectNode missing = SampleData.webConnectivity();
        missing.remove(List.of("probe_cc", "probe_asn"));
        ObjectNode isNull = SampleData.webConnectivity().putNull("probe_cc").putNull("probe_asn");
        CentrifugationResult result = ingest(missing, isNull);
        assertThat(List.of(result.measurements(), result.badMeta())).containsExactly(2L, 0L);
        assertThat(metadb.query("SELECT probe_cc, probe_asn FROM report")).containsExactly(List.of("ZZ", "0"));
    }

    @Test
    void theLoopbackIsNoAddressAndOthersAreKept() throws Exception {
        bucket().report(FILE, "one.json", SampleData.webConnectivity())
                .report(FILE, "two.json", with("probe_ip", "'192.0.2.7'"))
                .report(FILE, "three.json", with("probe_ip", "null"))
                .write();
        run();
        assertThat(values("SELECT probe_ip FROM report ORDER BY report_no")).containsExactly(null, "192.0.2.7", null);
    }

    @Test
    void aTestWithoutALabelIsReadableThroughItsSoftware() throws Exception {
        bucket().report(FILE, "one.json", with("test_name", "'brand_new'"))
                .report(FILE, "two.json", with("test_name", "'signal'"))
                .write();
        run();
        assertThat(metadb.query(
                        "SELECT r.test_name, s.test_name FROM report r JOIN software s USING (software_no) ORDER BY 2"))
                .containsExactly(Arrays.asList(null, "brand_new"), List.of("signal", "signal"));
    }

    @Test
    void valuesThatRepeatAreStoredOnce() throws Exception {
        ingest(SampleData.webConnectivity(), SampleData.webConnectivity(), with("input", "'other'"));
        assertThat(List.of(count("input"), count("residual"), count("software")))
                .containsExactly(2L, 1L, 1L);
    }
}
