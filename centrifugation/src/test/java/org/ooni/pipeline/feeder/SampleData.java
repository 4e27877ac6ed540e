package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import org.ooni.pipeline.metadb.Fingerprint;
import org.ooni.pipeline.metadb.NumberedFingerprint;

/** Measurements as autoclaving leaves them, valid but for what a test breaks. JSON here may use single quotes. */
public final class SampleData {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private SampleData() {}

    /** A web_connectivity measurement of nothing: {@code test_keys} has no requests and an empty control. */
    public static ObjectNode webConnectivity() {
        return object("""
                {'annotations': null, 'backend_version': null, 'bucket_date': '2017-01-01', 'data_format_version': '0.2.0',
                'id': '00000000-0000-4000-8000-000000000001', 'input': 'http://example.org/',
                'measurement_start_time': '2017-01-01 00:00:01', 'options': [], 'probe_asn': 'AS64500', 'probe_cc': 'XA',
                'probe_city': null, 'probe_ip': '127.0.0.1', 'report_filename': '2017-01-01/report.json',
                'report_id': '20170101T000000Z_AS64500_sample', 'software_name': 'ooniprobe', 'software_version': '2.1.0',
                'test_keys': {'requests': [], 'control': {}}, 'test_name': 'web_connectivity', 'test_runtime': 1.5,
                'test_start_time': '2017-01-01 00:00:00', 'test_version': '0.1.0'}
                """);
    }

    /** A web_connectivity measurement with {@code fragment} merged into {@code test_keys}. */
    public static ObjectNode withKeys(String fragment) {
        ObjectNode datum = webConnectivity();
        datum.withObject("/test_keys").setAll(object(fragment));
        return datum;
    }

    /** A web_connectivity measurement with {@code value} for {@code key}. */
    public static ObjectNode with(String key, String value) {
        return webConnectivity().set(key, json(value));
    }

    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    /** An http_requests measurement of {@code requests}. */
    public static ObjectNode httpRequests(String... requests) {
        ObjectNode datum = with("test_name", "'http_requests'");
        datum.set("test_keys", json("{'requests': [" + String.join(",", requests) + "]}"));
        return datum;
    }

    /** A web_connectivity measurement of {@code requests}. */
    public static ObjectNode requests(String... requests) {
        return withKeys("{'requests': [" + String.join(",", requests) + "]}");
    }

    /** An entry of {@code test_keys.requests} as probes send it; {@code tor} may be empty. */
    public static String request(String tor, String response) {
        return "{'failure': null, 'request': {'url': 'http://example.org/', 'body': '', 'headers': {}, 'method': 'GET'"
                + (tor.isEmpty() ? "" : ", 'tor': " + tor) + "}, 'response': " + response + "}";
    }

    /** For {@code tor} of a request. */
    public static String tor(boolean isTor) {
        return "{'is_tor': " + isTor + ", 'exit_ip': null, 'exit_name': null}";
    }

    public static String response(String body, String headers) {
        return "{'code': 200, 'body': " + body + ", 'headers': " + headers + "}";
    }

    /** A vanilla_tor measurement with {@code fragment} merged into complete {@code test_keys}. */
    public static ObjectNode vanillaTor(String fragment) {
        ObjectNode datum = with("test_name", "'vanilla_tor'");
        datum.set("test_keys", json("""
                {'success': true, 'transport_name': 'vanilla', 'error': null, 'timeout': 300, 'tor_progress': 100,
                'tor_log': 'Jan 01 00:00:00.000 [notice] Bootstrapped 100%: Done', 'tor_progress_tag': 'done',
                'tor_progress_summary': 'Done', 'tor_version': '0.2.5.7'}
                """));
        datum.withObject("/test_keys").setAll(object(fragment));
        return datum;
    }

    /** A query for the addresses of example.org. */
    public static String query(String answers) {
        return "{'query_type': 'A', 'hostname': 'example.org', 'resolver_hostname': '192.0.2.53', 'failure': null, "
                + "'answers': [" + answers + "]}";
    }

    public static String address(String ip, String ttl) {
        return "{'answer_type': 'A', 'ipv4': '" + ip + "', 'ttl': " + ttl + "}";
    }

    public static String cname(String name) {
        return "{'answer_type': 'CNAME', 'hostname': '" + name + "', 'ttl': 30}";
    }

    /** A block page of the country of the measurements here: the word {@code blocked} in a body. */
    public static FeederContext context() {
        NumberedFingerprint blocked = new NumberedFingerprint(99, Fingerprint.ofBody("XA", "blocked"));
        return new FeederContext(new BlockPages(List.of(blocked)), new SimhashCache());
    }

    /** One of each kind that the built-in Feeders make rows of. */
    public static List<ObjectNode> all() {
        return List.of(
                webConnectivity(),
                connects(),
                withKeys("{'client_resolver': '192.0.2.9', 'control': {'dns': {'failure': null, 'addrs': "
                        + "['192.0.2.2', '192.0.2.10', 'c.example']}}, 'queries': ["
                        + query(cname("b.example") + "," + address("192.0.2.2", "30") + ","
                                + address("192.0.2.10", "20"))
                        + "]}"),
                vanillaTor("{}"),
                withKeys("{'control': {'http_request': {'failure': null, 'status_code': 200, 'body_length': 5, "
                        + "'title': 'x', 'headers': {'A': 'b'}}}}"),
                requests(request("", response("'a page that is blocked here'", "{'Server': 'x'}"))),
                httpRequests(
                        request(tor(true), response("'one two three four'", "{}")),
                        request(tor(false), response("'blocked, two three four'", "{}")),
                        request(tor(false), "null")),
                with("test_name", "'ndt'").set("test_keys", json("{}")),
                with("test_keys", "null"));
    }

    private static ObjectNode connects() {
        return withKeys("""
                {'tcp_connect': [
                  {'ip': '192.0.2.1', 'port': 80, 'status': {'failure': null, 'success': true, 'blocked': false}},
                  {'ip': '192.0.2.2', 'port': 443, 'status': {'failure': 'timeout', 'success': false, 'blocked': true}},
                  {'ip': '2001:db8::1', 'port': 80, 'status': {'failure': null, 'success': true, 'blocked': false}}],
                'control': {'tcp_connect': {'192.0.2.1:80': {'status': true, 'failure': null},
                  '192.0.2.2:443': {'status': false, 'failure': 'refused'}}},
                'accessible': false, 'blocking': 'tcp_ip', 'title_match': null, 'body_proportion': 0.25,
                'dns_consistency': 'consistent', 'headers_match': true}
                """);
    }
}
