package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.feeder.SampleData.httpRequests;
import static org.ooni.pipeline.feeder.SampleData.request;
import static org.ooni.pipeline.feeder.SampleData.requests;
import static org.ooni.pipeline.feeder.SampleData.response;
import static org.ooni.pipeline.feeder.SampleData.tor;
import static org.ooni.pipeline.feeder.SampleData.vanillaTor;
import static org.ooni.pipeline.feeder.SampleData.withKeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** Responses, block pages and Tor's log in the database. Numbers are those of the Feeder rules §8 and §7. */
class HttpRowsTest extends IngestFixture {
    private static final String BLOCK_PAGE = "'see http://eais.rkn.gov.ru/ for more'";
    private static final String WORDS = "'one two three four five six seven'";

    private static JsonNode page(String body) {
        return requests(request("", response(body, "{}")));
    }

    @Test
    void vector60_aBlockPageOfTheCountryIsConfirmed() throws Exception {
        ingest(httpRequests(
                        request(tor(true), response("'a'", "{}")),
                        request(tor(false), response(BLOCK_PAGE, "{'LOCATION': 'http://warning.rt.ru/z'}")),
                        request(tor(false), response(BLOCK_PAGE, "{}")))
                .put("probe_cc", "RU"));
        assertThat(values("SELECT is_tor FROM http_control")).containsExactly("t");
        assertThat(count("http_request")).isEqualTo(2);
        assertThat(values("SELECT fingerprint_no FROM http_request_fp")).containsExactly("4", "17", "4");
        assertThat(metadb.query("SELECT anomaly, confirmed, exc FROM measurement"))
                .containsExactly(Arrays.asList("t", "t", null));
    }

    @Test
    @DisplayName("vector 60: counters know block pages")
    void blockPagesAreCounted() throws Exception {
        ingest(
                requests(request("", response(BLOCK_PAGE, "{}"))).put("probe_cc", "RU"),
                requests(request("", response("'x'", "{}")))
                        .put("probe_cc", "RU")
                        .put("input", "other"));
        assertThat(metadb.query("SELECT confirmed_count, msm_count FROM ooexpl_wc_confirmed"))
                .containsExactly(List.of("1", "2"));
        assertThat(metadb.query("SELECT input, confirmed_count, anomaly_count, total_count FROM ooexpl_wc_input_counts "
                        + "ORDER BY input"))
                .containsExactly(List.of("http://example.org/", "1", "0", "1"), List.of("other", "0", "0", "1"));
    }

    @Test
    void vector62_aBlockPageOfAnotherCountryIsNone() throws Exception {
        ingest(page(BLOCK_PAGE));
        assertThat(count("http_request_fp")).isZero();
        assertThat(values("SELECT confirmed FROM measurement")).containsOnlyNulls();
    }

    @Test
    void aResponseIsStoredWithItsHashes() throws Exception {
        ingest(page("'<title>t\u00e9</title>'"), page(WORDS));
        assertThat(metadb.query(
                        "SELECT url, failure, status_code, body_length, title, headers, octet_length(body_sha256), "
                                + "body_simhash, body_text_simhash FROM http_request ORDER BY msm_no"))
                .containsExactly(
                        Arrays.asList("http://example.org/", null, "200", "18", "t\u00e9", "{}", "32", "0", "0"),
                        Arrays.asList(
                                "http://example.org/",
                                null,
                                "200",
                                "33",
                                null,
                                "{}",
                                "32",
                                "72217302818357251",
                                "72217302818357251"));
    }

    @Test
    void vector52_bytesOfHeaders() throws Exception {
        ingest(requests(request(
                "",
                response("'x'", "{'K\\u0000\u00e9': {'data': 'aGX/bA==', 'format': 'base64'}, 'N': 'a\\u0000b\\n'}"))));
        assertThat(metadb.query("SELECT headers ->> 'K\ufffd\u00e9', headers ->> 'N' FROM http_request"))
                .containsExactly(List.of("\\\\x6865ff6c", "a\ufffdb\n"));
    }

    @Test
    @DisplayName("vectors 39, 50, 59: numbers that are none cost the row")
    void refusedRows() throws Exception {
        String entry = request("", response("null", "{}"));
        CentrifugationResult result = ingest(
                requests(entry.replace("'failure': null", "'response_length': '7,8'")),
                requests(entry.replace("200", "200.5")),
                withKeys("{'control': {'http_request': {'body_length': -2, 'failure': null, 'headers': {}}}}"),
                requests(entry.replace("'http://example.org/'", "null")),
                requests(entry.replace("'failure': null", "'response_length': '7'")));
        assertThat(result.badRows()).isEqualTo(4);
        assertThat(values("SELECT DISTINCT tbl FROM badrow ORDER BY tbl"))
                .containsExactly("http_control", "http_request");
        assertThat(values("SELECT body_length FROM http_request")).containsExactly("7");
        assertThat(values("SELECT exc FROM measurement")).containsOnlyNulls();
    }

    @Test
    @DisplayName("vectors 65, 67, #20: logs of Tor are stored, also empty ones and those with a NUL")
    void logsOfTor() throws Exception {
        ingest(
                vanillaTor("{}"),
                vanillaTor("{'tor_log': '', 'tor_version': null}"),
                vanillaTor("{'tor_log': 'a\\u0000b'}"));
        assertThat(metadb.query("SELECT timeout, tor_progress, success, tor_version, tor_log FROM vanilla_tor"))
                .containsExactly(
                        List.of("300", "100", "t", "0.2.5.7", "[{\"%\": 100, \"t\": 0}]"),
                        Arrays.asList("300", "100", "t", "0.0.0", null),
                        List.of("300", "100", "t", "0.2.5.7", "[{\"!\": \"a\ufffdb\"}]"));
    }

    private String simhashOnTheNextDay() throws Exception {
        Bucket next = Bucket.parse("2017-01-02");
        new BucketForge(root, next).report(FILE, "next.json", page(WORDS)).write();
        centrifugation(Feeders.load(Feeder.class.getClassLoader())).run(next, Progress.NONE);
        return value("SELECT body_simhash || ' ' || body_text_simhash FROM http_request ORDER BY msm_no DESC LIMIT 1");
    }

    @Test
    void hashesOfTheBucketBeforeAreBelieved() throws Exception {
        ingest(page(WORDS));
        metadb.execute("UPDATE http_request SET body_simhash = 7, body_text_simhash = 8");
        assertThat(simhashOnTheNextDay()).isEqualTo("7 8");
    }

    @Test
    @DisplayName("#7: a row without a similarity hash is no help, and no harm")
    void aNullSimilarityHash() throws Exception {
        ingest(page(WORDS));
        metadb.execute("UPDATE http_request SET body_simhash = NULL");
        assertThat(simhashOnTheNextDay()).isEqualTo("72217302818357251 72217302818357251");
    }
}
