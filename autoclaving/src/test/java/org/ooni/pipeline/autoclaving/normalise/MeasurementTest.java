package org.ooni.pipeline.autoclaving.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.autoclaving.Autoclaved.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaving.Autoclaved;
import org.ooni.pipeline.report.BadReason;

class MeasurementTest {
    @Test
    void aMeasurementThatSaysNothingHasEveryKey() {
        String id = Autoclaved.json("{}\n").datum().get("id").textValue();
        assertThat(id).isEqualTo("bf21a9e8-fbc5-a384-6fb0-5b4fa0859e09");
        assertThat(Autoclaved.json("{}\n").lines()).containsExactly("""
                        {"test_name":"invalid","bucket_date":"2016-01-02","id":"%s","report_filename":"%s.json",\
                        "input":null,"input_hashes":null,"report_id":null,"options":null,"probe_cc":null,\
                        "probe_asn":null,"probe_ip":null,"probe_city":null,"backend_version":null,\
                        "data_format_version":"0.2.0","test_version":null,"test_start_time":"1970-01-01 00:00:00",\
                        "measurement_start_time":"1970-01-01 00:00:00","test_runtime":null,"test_helpers":null,\
                        "software_name":null,"software_version":null,"test_keys":{}}""".formatted(id, Autoclaved.TEXTNAME));
    }

    @Test
    void anInnerReportIsTheMeasurement() {
        JsonNode datum = datum("{\"report\":{\"probe_cc\":\"IT\",\"x\":1},\"probe_cc\":\"DE\",\"x\":2,\"y\":3}");
        assertThat(datum.get("probe_cc").textValue()).isEqualTo("IT");
        assertThat(datum.get("test_keys")).isEqualTo(tree("{\"x\":1,\"y\":3}"));
        assertThat(datum("{\"report\":[1]}").get("test_keys")).isEqualTo(tree("{\"report\":[1]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP Host,http_host",
        "http_requests_test,http_requests",
        "bridgereachability,bridge_reachability",
        "TCP Connect,tcp_connect",
        "DNS tamper,dns_consistency",
        "dnstamper,dns_consistency",
        "DNS Tamper,dns tamper",
        "test_random_big_request_method,http_invalid_request_line",
        "test_put_random_capitalization,http_header_field_manipulation",
        "traceroute,multi_protocol_traceroute",
        "parasitic_tcp_traceroute_test,parasitic_traceroute",
        "tls-handshake,tls_handshake",
        "captivep,captive_portal",
        "HTTPFilteringBypass,http_filtering_bypass",
        "HTTPTrix,http_trix",
        "netalyzrwrapper,netalyzr_wrapper",
        "summary,invalid",
        "test_send_host_header,invalid",
        "Psiphon_Test,psiphon_test",
        "ÀÉ,àé",
    })
    void testNamesAreMapped(String given, String mapped) {
        assertThat(datum("{\"data_format_version\":\"0.2.0\",\"test_keys\":{},\"test_name\":\"" + given + "\"}")
                        .get("test_name")
                        .textValue())
                .isEqualTo(mapped);
        assertThat(datum("{\"data_format_version\":\"0.2.0\",\"test_name\":\"" + given + "\"}")
                        .get("test_name")
                        .textValue())
                .isEqualTo(mapped);
    }

    @Test
    @DisplayName("D21: a test name that is null is invalid, one of another type a bad blob")
    void aTestNameThatIsNull() {
        assertThat(datum("{\"test_name\":null}").get("test_name").textValue()).isEqualTo("invalid");
        for (String name : List.of("5", "true", "[]", "{}")) {
            assertThat(Autoclaved.measurement("{\"test_name\":" + name + "}").reason())
                    .isEqualTo(BadReason.ATTRIBUTE);
        }
        assertThat(Autoclaved.entry("!!binary /w==", "a: 1\n").reason()).isEqualTo(BadReason.ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "0", "0.0", "false", "[]", "{}"})
    void anIdThatIsFalseIsReplaced(String id) {
        assertThat(datum("{\"id\":" + id + "}").get("id").textValue())
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "7", "true", "[0]"})
    void anotherIdIsKept(String id) {
        assertThat(datum("{\"id\":" + id + "}").get("id")).isEqualTo(tree(id));
    }

    @Test
    void originAndBucketAreAlwaysOurs() {
        JsonNode datum = datum("{\"bucket_date\":1,\"report_filename\":2}");
        assertThat(datum.get("bucket_date").textValue()).isEqualTo("2016-01-02");
        assertThat(datum.get("report_filename").textValue()).isEqualTo(Autoclaved.TEXTNAME + ".json");
    }

    @ParameterizedTest
    @DisplayName("D46: formats from 0.2.0 on keep their version, their times and their keys")
    @ValueSource(strings = {"0.2.0", "0.2.17", "0.3.0", "0.3.4", "0.10.0", "0.20.1"})
    void currentFormatsAreLeftAlone(String version) {
        JsonNode datum = datum("{\"data_format_version\":\"" + version
                + "\",\"test_name\":\"psiphon\",\"start_time\":\"x\",\"annotations\":1,\"test_keys\":{\"b\":1}}");
        assertThat(datum.get("data_format_version").textValue()).isEqualTo(version);
        assertThat(datum.get("test_keys")).isEqualTo(tree("{\"b\":1}"));
        assertThat(datum.get("annotations")).isEqualTo(tree("1"));
        assertThat(datum.get("start_time")).isEqualTo(tree("\"x\""));
    }

    @ParameterizedTest
    @DisplayName("D46: other versions are old formats")
    @ValueSource(
            strings = {
                "null",
                "0.2",
                "\"0.2\"",
                "\"0.1.0\"",
                "\"1.0.0\"",
                "\"0.02.0\"",
                "\"0.2.0 \"",
                "\"0.2.0.1\"",
                "[]"
            })
    void otherVersionsAreOldFormats(String version) {
        JsonNode datum = datum("{\"data_format_version\":" + version + ",\"test_name\":\"psiphon\",\"a\":1}");
        assertThat(datum.get("data_format_version").textValue()).isEqualTo("0.2.0");
        assertThat(datum.get("test_keys")).isEqualTo(tree("{\"a\":1,\"requests\":[]}"));
    }

    @Test
    void aCurrentFormatWithoutTestKeysIsNested() {
        assertThat(datum("{\"data_format_version\":\"0.2.0\",\"annotations\":1,\"test_keys\":null}")
                        .get("test_keys"))
                .isEqualTo(tree("{\"annotations\":1}"));
    }

    @Test
    @DisplayName("D27: what lies beside the test keys replaces what lies in them")
    void nestingReplaces() {
        assertThat(datum("{\"test_keys\":{\"a\":1,\"b\":2},\"a\":9,\"c\":3}").get("test_keys"))
                .isEqualTo(tree("{\"a\":9,\"b\":2,\"c\":3}"));
    }

    @Test
    void testKeysOfAnotherTypeStayUnlessSomethingBelongsIntoThem() {
        assertThat(datum("{\"test_keys\":[1]}").get("test_keys")).isEqualTo(tree("[1]"));
        assertThat(Autoclaved.measurement("{\"test_keys\":[1],\"c\":3}").reason())
                .isEqualTo(BadReason.TYPE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"subargs\":[\"-x\"],\"z\":1}|[\"-x\"]",
                "{\"subargs\":null}|null",
                "{\"z\":1}|[]",
                "[1]|[1]",
                "\"text\"|\"text\"",
            })
    void optionsAreTheirArguments(String given, String expected) {
        assertThat(datum("{\"options\":" + given + "}").get("options")).isEqualTo(tree(expected));
    }

    @ParameterizedTest
    @DisplayName("D24: tests that ran a process, or spoke plain TCP, are kept as they are")
    @ValueSource(strings = {"lantern", "http_filtering_bypass", "http_invalid_request_line", "http_trix"})
    void testsWithoutRulesAreKept(String testName) {
        assertThat(datum("{\"test_name\":\"" + testName + "\",\"a\":1}").get("test_keys"))
                .isEqualTo(tree("{\"a\":1}"));
        assertThat(datum("{\"test_name\":\"" + testName + "\",\"test_keys\":[]}")
                        .get("test_keys"))
                .isEqualTo(tree("[]"));
    }

    @Test
    @DisplayName("D24: psiphon is a process that fetches pages")
    void psiphonIsKept() {
        assertThat(datum("{\"test_name\":\"psiphon\",\"a\":1}").get("test_keys"))
                .isEqualTo(tree("{\"a\":1,\"requests\":[]}"));
    }

    @ParameterizedTest
    @DisplayName("D26: names that never matched a category are still left alone")
    @ValueSource(strings = {"meek_fronted_requests_test", "psiphon_test", "lantern_circumvention_tool_test"})
    void namesOfNoCategoryAreLeftAlone(String testName) {
        assertThat(datum("{\"test_name\":\"" + testName + "\",\"a\":1}").get("test_keys"))
                .isEqualTo(tree("{\"a\":1}"));
    }

    @Test
    void aCaptivePortalTestIsOneOfHttpAndOneOfDns() {
        JsonNode testKeys = Autoclaved.entry("captivep", "google_dns_cp: {addresses: !!set {a: null, b: null}}\n")
                .testKeys();
        assertThat(testKeys)
                .isEqualTo(tree("{\"google_dns_cp\":{\"addresses\":[\"a\",\"b\"]},\"requests\":[],\"queries\":[]}"));
    }

    @Test
    @DisplayName("D5: an entry never sees what became of another")
    void entriesShareNothing() {
        Autoclaved made = Autoclaved.yaml("""
                ---
                report_id: R
                test_name: http_host
                test_keys: {requests: [{request: {url: 'shttp://a'}}]}
                ...
                ---
                a: 1
                ...
                ---
                b: 1
                ...
                """);
        assertThat(made.failures()).isEmpty();
        List<JsonNode> testKeys =
                made.data().stream().map(datum -> datum.get("test_keys")).toList();
        assertThat(testKeys.get(0).get("requests")).isEqualTo(testKeys.get(1).get("requests"));
        assertThat(testKeys.get(1).has("a")).isFalse();
    }

    @Test
    @DisplayName("D2: a header that is none cuts its report")
    void aHeaderThatIsNoneCuts() {
        Autoclaved made = Autoclaved.yaml("---\n[1]\n...\n---\na: 1\n...\n");
        assertThat(made.lines()).isEmpty();
        assertThat(made.failures()).containsExactly("cut 0 <type 'exceptions.AttributeError'>");
    }

    private static JsonNode datum(String json) {
        return Autoclaved.measurement(json).datum();
    }
}
