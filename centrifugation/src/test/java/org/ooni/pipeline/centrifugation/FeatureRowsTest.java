package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.feeder.SampleData;

/** Rows of Feeders in the database, and what PostgreSQL refuses. Numbers are those of the Feeder rules §8. */
class FeatureRowsTest extends IngestFixture {
    private static String connect(String ip) {
        return "{'ip': '" + ip + "', 'port': 80, 'status': {'failure': null, 'success': true, 'blocked': false}}";
    }

    @Test
    void rowsOfBothFeedersAreThere() throws Exception {
        ingest(SampleData.all().get(1));
        assertThat(metadb.query(
                        "SELECT ip, port, control_failure, test_failure, control_api_failure FROM tcp ORDER BY ip"))
                .containsExactly(
                        Arrays.asList("192.0.2.1", "80", null, null, null),
                        Arrays.asList("192.0.2.2", "443", "refused", "timeout", null));
        assertThat(metadb.query(
                        "SELECT accessible, blocking, body_proportion, title_match, headers_match FROM http_verdict"))
                .containsExactly(Arrays.asList("f", "tcp_ip", "0.25", null, "t"));
        assertThat(value("SELECT residual -> 'test_keys' IS NULL FROM residual"))
                .isEqualTo("t");
    }

    @Test
    void vector10_anImpossibleAddressCostsItsRow() throws Exception {
        CentrifugationResult result = ingest(
                SampleData.withKeys("{'tcp_connect': [" + connect("999.1.1.1") + "," + connect("1.1.1.1") + "]}"));
        assertThat(result.badRows()).isEqualTo(1);
        assertThat(values("SELECT ip FROM tcp")).containsExactly("1.1.1.1");
        assertThat(metadb.query("SELECT tbl, code_ver, convert_from(datum, 'UTF8') FROM badrow"))
                .containsExactly(List.of("tcp", "5", "1\t999.1.1.1\t80\t\\N\t\\N\t\\N\n"));
        assertThat(value("SELECT exc FROM measurement")).isNull();
    }

    @Test
    void vector32_aWordForATruthCostsTheVerdict() throws Exception {
        CentrifugationResult result =
                ingest(SampleData.withKeys("{'accessible': 'maybe'}"), SampleData.webConnectivity());
        assertThat(List.of(result.badRows(), result.measurements())).containsExactly(1L, 2L);
        assertThat(values("SELECT msm_no FROM http_verdict")).containsExactly("2");
    }

    @Test
    @DisplayName("vector 79, #22: a line end in an address costs that row, in one piece")
    void vector79_aLineEndInAnAddress() throws Exception {
        ingest(SampleData.withKeys("{'tcp_connect': [" + connect("1.1.1.1\\n") + "," + connect("2.2.2.2") + "]}"));
        assertThat(values("SELECT ip FROM tcp")).containsExactly("2.2.2.2");
        assertThat(values("SELECT convert_from(datum, 'UTF8') FROM badrow"))
                .containsExactly("1\t1.1.1.1\\n\t80\t\\N\t\\N\t\\N\n");
    }

    @Test
    void vector31_blockingRaisesTheFlag() throws Exception {
        ingest(
                SampleData.withKeys("{'blocking': false}"),
                SampleData.withKeys("{'blocking': true}"),
                SampleData.withKeys("{'blocking': 'dns'}"),
                SampleData.withKeys("{'blocking': 0}"),
                SampleData.withKeys("{'blocking': null}"),
                SampleData.withKeys("{'blocking': {}}"));
        assertThat(values("SELECT anomaly FROM measurement ORDER BY msm_no"))
                .containsExactly(null, "t", "t", "t", null, null);
        assertThat(values("SELECT confirmed FROM measurement")).containsOnlyNulls();
        assertThat(values("SELECT array_length(exc, 1) FROM measurement ORDER BY msm_no"))
                .containsExactly(null, null, null, null, null, "1");
        assertThat(count("http_verdict")).isEqualTo(5);
    }

    @Test
    void vector33_aListOfStringsIsKeptAsAnArray() throws Exception {
        ingest(SampleData.withKeys("{'dns_consistency': ['a', 'b c', '', 'NULL']}"));
        assertThat(value("SELECT dns_consistency::text[] = ARRAY['a', 'b c', '', 'NULL'] FROM http_verdict"))
                .isEqualTo("t");
    }

    @Test
    @DisplayName("#23: body_proportion 1.0 is stored, and so is a fraction, with 12 digits")
    void proportions() throws Exception {
        ingest(
                SampleData.withKeys("{'body_proportion': 1.0}"),
                SampleData.withKeys("{'body_proportion': 0.123456789012345}"));
        assertThat(values("SELECT body_proportion FROM http_verdict ORDER BY msm_no"))
                .containsExactly("1", "0.12345679");
    }

    @Test
    void aRefusedMeasurementHasNoRowsAnywhere() throws Exception {
        ingest(SampleData.withKeys("{'tcp_connect': [" + connect("1.1.1.1") + "]}")
                .putNull("id"));
        assertThat(List.of(count("tcp"), count("http_verdict"), count("badrow")))
                .containsOnly(0L);
    }
}
