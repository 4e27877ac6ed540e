package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ooni.pipeline.feeder.SampleData;

/** Reports with something for each Feeder, of few values, so that bodies, names and inputs come again and again. */
final class RandomReports {
    private static final List<String> COUNTRIES = List.of("IT", "RU", "XA");
    /** One of them is too old for the counters of the last days. */
    private static final List<String> DAYS = List.of("2017-01-01", "2017-01-04", "2016-11-20");

    private static final List<String> BODIES = List.of(
            "'one two three four'",
            "'<title>a page</title> one two three five'",
            "'GdF Stop Page'",
            "'see http://eais.rkn.gov.ru/ for why'",
            "''",
            "null",
            "{'format': 'base64', 'data': 'b25lIHR3byB0aHJlZSD//g=='}");
    private static final List<String> HEADERS =
            List.of("{}", "{'Location': 'http://warning.rt.ru/why'}", "{'Server': 'x', 'Date': 'now'}");

    private final Random random;

    RandomReports(Random random) {
        this.random = random;
    }

    /** Some measurements of one report; some of them are bad. No two of {@code version} are told apart by it. */
    List<ObjectNode> report(String version) {
        int kind = random.nextInt(4);
        String country = pick(COUNTRIES);
        String day = pick(DAYS);
        return Stream.generate(() -> datum(kind))
                .limit(1 + random.nextInt(4))
                .map(datum -> datum.put("probe_city", version)
                        .put("probe_cc", country)
                        .put("test_start_time", day + " 00:00:00")
                        .put("measurement_start_time", day + " 00:00:01")
                        .put("input", "i" + random.nextInt(4)))
                .toList();
    }

    private ObjectNode datum(int kind) {
        return switch (kind) {
            case 0 -> httpRequests();
            case 1 -> vanillaTor();
            case 2 -> odd();
            default -> webConnectivity();
        };
    }

    private ObjectNode odd() {
        return switch (random.nextInt(6)) {
            case 0 -> SampleData.with("test_keys", "null");
            case 1 -> SampleData.with("id", "null");
            case 2 -> SampleData.withKeys("{'accessible': 'maybe', 'blocking': 'dns'}");
            case 3 -> SampleData.with("annotations", "'fail'");
            default -> SampleData.all().get(random.nextInt(2));
        };
    }

    private ObjectNode webConnectivity() {
        return SampleData.withKeys("{'client_resolver': '192.0.2.9', 'blocking': "
                + pick(List.of("false", "'dns'", "null"))
                + ", 'control': {'dns': {'failure': null, 'addrs': ['192.0.2.2', '" + name() + "']}, 'http_request': "
                + "{'failure': null, 'status_code': 200, 'body_length': 5, 'title': 'x', 'headers': " + pick(HEADERS)
                + "}}, 'queries': ["
                + SampleData.query(
                        SampleData.cname(name()) + "," + SampleData.address("192.0.2." + random.nextInt(4), "30"))
                + "], 'requests': [" + requests(false) + "], 'tcp_connect': [" + connect() + "]}");
    }

    private ObjectNode httpRequests() {
        return SampleData.httpRequests(requests(true));
    }

    private String requests(boolean overTor) {
        return String.join(
                ",",
                IntStream.range(0, 1 + random.nextInt(3))
                        .mapToObj(i -> SampleData.request(
                                overTor ? SampleData.tor(random.nextBoolean()) : "",
                                SampleData.response(pick(BODIES), pick(HEADERS))))
                        .toList());
    }

    private String connect() {
        return "{'ip': '192.0.2." + random.nextInt(4) + "', 'port': 80, 'status': "
                + "{'failure': null, 'success': true, 'blocked': false}}";
    }

    private ObjectNode vanillaTor() {
        int percent = random.nextInt(100);
        return SampleData.vanillaTor("{'success': " + random.nextBoolean() + ", 'tor_progress': " + percent
                + ", 'tor_log': 'Jan 01 00:00:00.000 [notice] Bootstrapped 5%: Begun\\nJan 01 00:00:03.000 [notice] "
                + "Bootstrapped " + percent + "%: Done'}");
    }

    private String name() {
        return "n" + random.nextInt(4) + ".example";
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
