package org.ooni.pipeline.autoclaving.normalise;

import java.util.HashMap;
import java.util.Map;

/** The names that probes gave one and the same test over the years (normalisation rules §4.2). */
final class TestNames {
    static final String INVALID = "invalid";

    private static final Map<String, String> NAMES = names();

    private TestNames() {}

    /** The name in the table, or else the given one in lower case, character by character and in no locale. */
    static String mapped(String raw) {
        String known = NAMES.get(raw);
        return known == null ? lower(raw) : known;
    }

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        put(names, "http_host", "HTTP Host");
        put(names, "http_requests", "http_requests_test", "HTTP Requests Test");
        put(names, "bridge_reachability", "bridgereachability");
        put(names, "tcp_connect", "TCP Connect");
        put(names, "dns_consistency", "DNS tamper", "dnstamper");
        put(
                names,
                "http_invalid_request_line",
                "HTTP Invalid Request Line",
                "test_random_big_request_method",
                "test_random_invalid_field_count");
        put(
                names,
                "http_header_field_manipulation",
                "HTTP Header Field Manipulation",
                "test_get_random_capitalization",
                "test_put_random_capitalization",
                "test_post_random_capitalization");
        put(
                names,
                "multi_protocol_traceroute",
                "Multi Protocol Traceroute Test",
                "multi_protocol_traceroute_test",
                "traceroute");
        put(names, "parasitic_traceroute", "parasitic_traceroute_test", "parasitic_tcp_traceroute_test");
        put(names, "tls_handshake", "tls-handshake");
        put(names, "captive_portal", "captivep", "captiveportal");
        put(names, "http_filtering_bypass", "HTTPFilteringBypass", "httpfilteringbypass");
        put(names, "http_trix", "HTTPTrix", "httptrix");
        put(names, "netalyzr_wrapper", "netalyzrwrapper");
        put(names, INVALID, "summary", "test_get", "test_post", "test_put", "test_send_host_header");
        return Map.copyOf(names);
    }

    private static void put(Map<String, String> names, String name, String... aliases) {
        for (String alias : aliases) {
            names.put(alias, name);
        }
    }
}
