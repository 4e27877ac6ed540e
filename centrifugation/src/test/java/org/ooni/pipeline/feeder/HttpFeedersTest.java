package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.feeder.SampleData.httpRequests;
import static org.ooni.pipeline.feeder.SampleData.request;
import static org.ooni.pipeline.feeder.SampleData.requests;
import static org.ooni.pipeline.feeder.SampleData.response;
import static org.ooni.pipeline.feeder.SampleData.tor;
import static org.ooni.pipeline.feeder.SampleData.withKeys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code http_control} and {@code http_request} among all Feeders, which share failures. Numbers are those of the
 * vectors of the Feeder rules §8; the test of the whole stage has what PostgreSQL refuses.
 */
class HttpFeedersTest {
    private static final String REQUEST = "http_request";
    private static final String CONTROL = "http_control";
    private static final int STATUS = 3;
    private static final int LENGTH = 4;
    private static final int TITLE = 5;
    private static final int HEADERS = 6;
    private static final int SHA256 = 7;
    private static final String NULL = "\\N";

    private static FedAll one(String response) {
        return FedAll.by(requests(request("", response)));
    }

    /** The only request of web_connectivity, with {@code change} merged into its entry. */
    private static FedAll entry(String change) {
        ObjectNode datum = requests(request("", response("null", "{}")));
        ((ObjectNode) datum.at("/test_keys/requests/0")).setAll(SampleData.object(change));
        return FedAll.by(datum);
    }

    private static FedAll control(String control) {
        return FedAll.by(withKeys("{'control': {'http_request': " + control + "}}"));
    }

    private static void assertRefused(FedAll fed, int failures) {
        assertThat(fed.of(REQUEST)).isEmpty();
        assertThat(fed.failures()).hasSize(failures);
    }

    @Test
    void aResponseIsARowAndLeavesNothing() {
        FedAll fed = one(response("'<title>t</title>one two three four'", "{'A': 'b'}"));
        assertThat(fed.of(REQUEST)).hasSize(1);
        assertThat(fed.of(REQUEST).get(0).subList(0, 7))
                .containsExactly("42", "http://example.org/", NULL, "200", "34", "t", "{\"A\":\"b\"}");
        assertThat(fed.of(REQUEST).get(0).get(SHA256)).startsWith("\\\\x").hasSize(67);
        assertThat(fed.failures()).isEmpty();
        assertThat(fed.residual()).isEqualTo(SampleData.json("{}"));
    }

    @Test
    void vector37_noResponse() {
        FedAll fed = entry("{'response': null, 'response_length': '12', 'failure': 'f'}");
        assertThat(fed.of(REQUEST))
                .containsExactly(List.of("42", "http://example.org/", "f", NULL, "12", NULL, NULL, NULL, NULL, NULL));
        assertThat(fed.failures()).isEmpty();
    }

    @Test
    void vector38_aResponseWithoutBodyIsRefused() {
        assertRefused(entry("{'response': {}}"), 3);
        ObjectNode missing = requests(request("", "null"));
        ((ObjectNode) missing.at("/test_keys/requests/0")).remove("response");
        assertRefused(FedAll.by(missing), 3);
    }

    @Test
    void vector39_aNullBody() {
        FedAll fed = entry("{'response_length': '7,8'}");
        assertThat(fed.of(REQUEST).get(0).subList(3, 10)).containsExactly("200", "7,8", NULL, "{}", NULL, NULL, NULL);
    }

    @Test
    void vector40_anEmptyBody() {
        FedAll fed = one(response("''", "{}"));
        assertThat(fed.of(REQUEST).get(0).subList(LENGTH, 10))
                .containsExactly(
                        "0",
                        NULL,
                        "{}",
                        "\\\\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        "0",
                        "0");
    }

    @Test
    @DisplayName("vector 43, #15: what looks like chunks costs the row and the fingerprints")
    void vector43_chunksWithoutTheHeader() {
        assertRefused(one(response("'blocked\\r\\n0\\r\\n\\r\\n'", "{}")), 2);
    }

    @Test
    @DisplayName("vector 49, #17: one bad request costs all rows")
    void vector49_oneBadRequest() {
        String bad = request("", response("'x'", "{}").replace("200", "0"));
        assertRefused(FedAll.by(requests(request("", response("'x'", "{}")), bad)), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "1000", "'200'", "true", "0", "-1"})
    void vector50_otherStatusCodesAreRefused(String code) {
        assertRefused(one(response("'x'", "{}").replace("200", code)), 1);
    }

    @ParameterizedTest
    @CsvSource({"999, 999", "100, 100", "200.0, 200", "200.5, 200.5"})
    @DisplayName("vector 50, #23: 200.0 is 200")
    void vector50_statusCodes(String code, String column) {
        assertThat(one(response("'x'", "{}").replace("200", code)).value(REQUEST, STATUS))
                .isEqualTo(column);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "['a']", "5", "{'data': 'YQ=='}", "{'data': 'YQ==', 'format': 'hex'}"})
    void vector51_headersThatAreNoTextAreRefused(String value) {
        assertRefused(one(response("'x'", "{'A': " + value + "}")), 1);
    }

    @Test
    @DisplayName("vector 52, #16: bytes of headers have two backslashes")
    void vector52_headersAreCleaned() {
        FedAll fed = one(response(
                "'x'", "{'K\\u0000\u00e9': {'data': 'aGX/bA==', 'format': 'base64'}, 'N': 'a\\u0000b\\ud800'}"));
        assertThat(SampleData.json(fed.value(REQUEST, HEADERS)))
                .isEqualTo(SampleData.json("{'K\ufffd\u00e9': '\\\\\\\\x6865ff6c', 'N': 'a\ufffdb\ufffd'}"));
    }

    @Test
    @DisplayName("vector 53, #21: headers may be null, and must be there to be erased")
    void vector53_nullAndMissingHeaders() {
        FedAll isNull = one(response("'x'", "null"));
        assertThat(isNull.value(REQUEST, HEADERS)).isNull();
        assertThat(isNull.failures()).isEmpty();
        FedAll missing = one("{'body': 'x', 'code': 200}");
        assertThat(missing.value(REQUEST, HEADERS)).isNull();
        assertThat(missing.failures()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|{'is_tor': true, 'exit_ip': null, 'exit_name': null}|, 2",
                "{}, 3",
                "null, 2",
                "|{'is_tor': false, 'exit_ip': null, 'exit_name': null}|, 0"
            })
    void vector54_webConnectivityDoesNotGoOverTor(String tor, int failures) {
        assertThat(FedAll.by(requests(request(tor, response("'x'", "{}")))).failures())
                .hasSize(failures);
    }

    @Test
    void vectors55And56_requestsWithoutBodyOrUrl() {
        FedAll noBody = entry("{'request': {'url': 'u', 'headers': {}, 'method': 'GET'}}");
        assertThat(noBody.of(REQUEST)).hasSize(1);
        assertThat(noBody.failures()).hasSize(1);
        assertRefused(entry("{'request': {'body': '', 'headers': {}, 'method': 'GET'}}"), 2);
    }

    @Test
    void vector57_noListOfRequests() {
        assertThat(FedAll.by(withKeys("{'requests': null}")).failures()).hasSize(3);
        ObjectNode missing = SampleData.webConnectivity();
        missing.withObject("/test_keys").remove("requests");
        assertThat(FedAll.by(missing).failures()).hasSize(3);
        missing = SampleData.webConnectivity();
        missing.withObject("/test_keys").remove("control");
        assertThat(FedAll.by(missing).failures()).hasSize(2);
    }

    @Test
    void vector58_theControlSaysMinusOneForUnknown() {
        FedAll fed = control("{'status_code': -1, 'body_length': -1, 'failure': 'x', 'title': '', 'headers': {}}");
        assertThat(fed.of(CONTROL))
                .containsExactly(List.of("42", "FALSE", "x", NULL, NULL, "", "{}", NULL, NULL, NULL));
        assertThat(fed.failures()).isEmpty();
        assertThat(fed.residual()).isEqualTo(SampleData.json("{}"));
    }

    @Test
    void vector59_controlsThatSayLittle() {
        assertThat(control("null").of(CONTROL)).isEmpty();
        assertThat(control("null").failures()).isEmpty();
        assertThat(control("null").residual()).isEqualTo(SampleData.json("{'control': {'http_request': null}}"));
        assertThat(control("{'body_length': -2, 'failure': null, 'headers': {}}")
                        .value(CONTROL, LENGTH))
                .isEqualTo("-2");
        assertThat(control("{'failure': null, 'headers': null}").failures()).hasSize(1);
        assertThat(control("{'id': 5}").failures()).hasSize(2);
    }

    @Test
    void vector81_aTitleOfTheControlMayBeANumber() {
        assertThat(control("{'title': 5, 'failure': null, 'headers': {}}").value(CONTROL, TITLE))
                .isEqualTo("5");
    }

    @Test
    @DisplayName("#23: lengths that are integers with a point")
    void integralFractions() {
        assertThat(control("{'body_length': 5.0, 'failure': null, 'headers': {}}")
                        .value(CONTROL, LENGTH))
                .isEqualTo("5");
        assertThat(entry("{'response_length': 5.0}").value(REQUEST, LENGTH)).isEqualTo("5");
    }

    @Test
    void vector60_httpRequestsAsksBothWays() {
        FedAll fed = FedAll.by(httpRequests(
                request(tor(true), response("'a'", "{}")),
                request(tor(false), response("'blocked'", "{}")),
                request(tor(false), response("'blocked, too'", "{}"))));
        assertThat(fed.of(CONTROL)).hasSize(1);
        assertThat(fed.value(CONTROL, 1)).isEqualTo("TRUE");
        assertThat(fed.of(REQUEST)).hasSize(2);
        assertThat(fed.of("http_request_fp")).containsExactly(List.of("42", "99"), List.of("42", "99"));
        assertThat(fed.failures()).isEmpty();
    }

    @Test
    void vector63_httpRequestsMustSayWhetherOverTor() {
        assertThat(FedAll.by(httpRequests(request("", response("'x'", "{}")))).failures())
                .hasSize(5);
    }

    @Test
    void withoutAResponseOverTorFailureAndLengthStay() {
        FedAll fed = FedAll.by(httpRequests(request(tor(true), "null").replace("'failure': null", "'failure': 'x'")));
        assertThat(fed.of(CONTROL)).hasSize(1);
        assertThat(fed.residual().at("/requests/0/failure")).isEqualTo(SampleData.json("''"));
        FedAll direct =
                FedAll.by(httpRequests(request(tor(false), "null").replace("'failure': null", "'failure': 'x'")));
        assertThat(direct.residual().at("/requests/0/failure").isMissingNode()).isTrue();
    }

    @Test
    void whatEveryRequestSaysIsErased() {
        String usual = "{'Accept-Language': 'en-US;q=0.8,en;q=0.5', 'Accept': "
                + "'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'User-Agent': 'Mozilla/5.0 (Windows NT 6.1) "
                + "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/47.0.2526.106 Safari/537.36'}";
        String response = response("'x'", "{}");
        String plain = request("", response).replace("'headers': {}, 'method'", "'headers': " + usual + ", 'method'");
        assertThat(FedAll.by(requests(plain)).residual()).isEqualTo(SampleData.json("{}"));
        String post = plain.replace("GET", "POST")
                .replace("'body': ''", "'body': 'a=b'")
                .replace("Windows", "Plan9");
        assertThat(FedAll.by(requests(post))
                        .residual()
                        .at("/requests/0/request")
                        .properties())
                .extracting(member -> member.getKey())
                .containsExactlyInAnyOrder("body", "headers", "method");
    }

    @Test
    void whatWasErasedBeforeAFailureStaysErased() {
        String bad = request("", response("'x'", "{}")).replace("'method': 'GET'", "'more': 1");
        FedAll fed = FedAll.by(requests(request("", response("'x'", "{}")), bad, request("", response("'x'", "{}"))));
        assertThat(fed.of(REQUEST)).hasSize(3);
        assertThat(fed.failures()).hasSize(1);
        assertThat(fed.residual().at("/requests/1")).isEqualTo(SampleData.json("{'request': {'more': 0}}"));
        assertThat(fed.residual().at("/requests/2/response/body").isTextual()).isTrue();
    }

    @Test
    void otherTestsAreLeftAlone() {
        ObjectNode other = requests(request("", response("'blocked'", "{}"))).put("test_name", "http_host");
        FedAll fed = FedAll.by(other);
        assertThat(fed.of(REQUEST)).isEmpty();
        assertThat(fed.of(CONTROL)).isEmpty();
        assertThat(fed.of("http_request_fp")).isEmpty();
        assertThat(fed.failures()).isEmpty();
    }
}
