package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;

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

    /** One of each kind that the built-in Feeders make rows of. */
    public static List<ObjectNode> all() {
        return List.of(
                webConnectivity(),
                withKeys("""
                        {'tcp_connect': [
                          {'ip': '192.0.2.1', 'port': 80, 'status': {'failure': null, 'success': true, 'blocked': false}},
                          {'ip': '192.0.2.2', 'port': 443, 'status': {'failure': 'timeout', 'success': false, 'blocked': true}},
                          {'ip': '2001:db8::1', 'port': 80, 'status': {'failure': null, 'success': true, 'blocked': false}}],
                        'control': {'tcp_connect': {'192.0.2.1:80': {'status': true, 'failure': null},
                          '192.0.2.2:443': {'status': false, 'failure': 'refused'}}},
                        'accessible': false, 'blocking': 'tcp_ip', 'title_match': null, 'body_proportion': 0.25,
                        'dns_consistency': 'consistent', 'headers_match': true}
                        """),
                with("test_name", "'ndt'").set("test_keys", json("{}")),
                with("test_keys", "null"));
    }
}
