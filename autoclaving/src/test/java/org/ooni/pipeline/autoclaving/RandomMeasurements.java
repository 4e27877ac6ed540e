package org.ooni.pipeline.autoclaving;

import java.util.List;
import java.util.Random;

/** Old measurements that are nearly right: any part of them may be something else. JSON, on one line. */
final class RandomMeasurements {
    static final List<String> TESTS = List.of(
            "http_requests",
            "http_host",
            "captive_portal",
            "psiphon",
            "lantern",
            "dns_consistency",
            "dns_injection",
            "multi_protocol_traceroute",
            "dns_spoof",
            "tls_handshake",
            "http_trix",
            "web_connectivity",
            "bridge_reachability",
            "tcp_connect",
            "summary");

    private static final List<String> ODD = List.of(
            "null",
            "true",
            "false",
            "0",
            "-7",
            "1e400",
            "123456789012345678901234567890",
            "\"\"",
            "\"ab\"",
            "\"text\\u0000\\ud800\"",
            "[]",
            "[[]]",
            "[null,5,\"a\",[1,[2]]]",
            "{}",
            "{\"ab\":1}",
            "{\"a\":1,\"b\":{\"c\":[]}}",
            "{\"data\":\"gA==\",\"format\":\"base64\"}");

    private final Random random;

    /** Parts in a thousand that are odd. */
    private int oddity;

    RandomMeasurements(Random random) {
        this.random = random;
    }

    String next() {
        oddity = random.nextInt(4) == 0 ? 0 : random.nextInt(120);
        String testName = TESTS.get(random.nextInt(TESTS.size()));
        return "{" + (random.nextInt(50) == 0 ? "" : "\"test_name\":\"" + testName + "\",")
                + optional("data_format_version", random.nextInt(6) == 0 ? "\"0.2.0\"" : "\"0.1.0\"")
                + optional("start_time", "1400000000.5")
                + optional("test_start_time", "\"2014-05-13 10:00:00\"")
                + optional("measurement_start_time", "\"2014-05-13 10:00:00\"")
                + optional("options", maybe("[\"-u\",\"http://o\"]"))
                + optional("input", maybe("\"i\""))
                + optional("report", "{\"probe_cc\":\"IT\"}")
                + optional("beside", "1")
                + "\"test_keys\":" + maybe("{" + testKeys() + "\"last\":1}") + "}";
    }

    private String testKeys() {
        return optional("requests", list(this::session))
                + optional("request", request())
                + optional("response", response())
                + optional("headers_diff", "[\"A\"]")
                + optional("tampering", "{\"1.1.1.1\":" + maybe("true") + ",\"8.8.8.8\":" + maybe("false") + "}")
                + optional("failed", "[\"1.1.1.1\"]")
                + optional("queries", list(this::query))
                + optional("sent_packets", list(() -> list(this::packet)))
                + optional("answered_packets", list(() -> list(this::packet)))
                + optional("cert_serial_no", maybe("255"))
                + optional("session_key", "\"k\\u00e9\"")
                + optional("cert_subject", list(() -> "[\"CN\"," + maybe("\"x\"") + "]"))
                + optional("cert_issuer", "{\"CN\":\"x\"}");
    }

    private String session() {
        return maybe("{" + optional("response", response()) + "\"request\":" + maybe(request()) + "}");
    }

    private String request() {
        String url = random.nextInt(3) == 0 ? "\"shttp://u\"" : "\"http://u\"";
        String tor = random.nextBoolean() ? "true" : "{\"is_tor\":" + maybe("true") + ",\"exit_ip\":\"1.2.3.4\"}";
        return "{" + optional("tor", tor) + optional("body", "\"b\\u0000\"") + optional("headers", list(this::header))
                + "\"url\":" + maybe(url) + "}";
    }

    private String response() {
        return maybe("{" + optional("body", "\"b\"") + optional("headers_list", "1") + "\"headers\":"
                + maybe(list(this::header)) + "}");
    }

    private String header() {
        String name = random.nextBoolean() ? "\"A\"" : "\"Content-Length\"";
        return maybe("[" + maybe(name) + "," + maybe(list(() -> maybe("\"v\""))) + "]");
    }

    private String query() {
        return maybe("{" + optional("query", "\"[Query('h', 1, 1)]\"") + optional("hostname", "\"given\"")
                + optional("resolver", "[" + maybe("\"8.8.8.8\"") + ",53]") + optional("addrs", "[]")
                + optional("failure", "null") + "\"answers\":" + maybe(list(this::answer)) + "}");
    }

    private String answer() {
        List<String> types = List.of("A", "MX", "PTR", "CNAME", "SOA", "TXT");
        String type = types.get(random.nextInt(types.size()));
        return maybe("[" + maybe("\"type=" + type + " ttl=5\"") + ","
                + maybe("\"address=1.2.3.4 name=a-b.c mname=m rname=r serial=1 preference=3\"") + "]");
    }

    private String packet() {
        return maybe("{" + optional("z", "1") + "\"raw_packet\":" + maybe("\"p\\u00ff\"") + ",\"summary\":\"s\"}");
    }

    private String list(Part part) {
        StringBuilder list = new StringBuilder("[");
        for (int i = random.nextInt(4); i > 0; i--) {
            list.append(part.next()).append(i > 1 ? "," : "");
        }
        return list.append("]").toString();
    }

    /** The member with a comma behind it, or nothing. */
    private String optional(String key, String value) {
        return random.nextInt(3) == 0 ? "" : "\"" + key + "\":" + maybe(value) + ",";
    }

    private String maybe(String value) {
        return random.nextInt(1000) < oddity ? ODD.get(random.nextInt(ODD.size())) : value;
    }

    @FunctionalInterface
    private interface Part {
        String next();
    }
}
