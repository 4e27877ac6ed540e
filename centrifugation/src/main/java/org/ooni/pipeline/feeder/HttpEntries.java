package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.is;
import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.needItems;
import static org.ooni.pipeline.feeder.Fields.opt;
import static org.ooni.pipeline.feeder.Fields.truthy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of {@code test_keys.requests} of the two tests that have them: web_connectivity, none of whose requests go
 * over Tor, and http_requests, which asks both ways.
 */
final class HttpEntries {
    private HttpEntries() {}

    static boolean isWebConnectivity(JsonNode datum) {
        return "web_connectivity".equals(opt(datum, "test_name").textValue());
    }

    static boolean isHttpRequests(JsonNode datum) {
        return "http_requests".equals(opt(datum, "test_name").textValue());
    }

    /** Those that did not go over Tor; none of other tests. */
    static List<JsonNode> direct(JsonNode datum) {
        List<JsonNode> direct = new ArrayList<>();
        if (isHttpRequests(datum)) {
            for (JsonNode entry : all(datum)) {
                if (!truthy(need(tor(entry), "is_tor"))) {
                    direct.add(entry);
                }
            }
        } else if (isWebConnectivity(datum)) {
            for (JsonNode entry : all(datum)) {
                requireNoTor(need(entry, "request"));
                direct.add(entry);
            }
        }
        return direct;
    }

    /** Those of http_requests that went over Tor. */
    static List<JsonNode> overTor(JsonNode datum) {
        List<JsonNode> overTor = new ArrayList<>();
        for (JsonNode entry : all(datum)) {
            if (truthy(need(tor(entry), "is_tor"))) {
                overTor.add(entry);
            }
        }
        return overTor;
    }

    static Iterable<JsonNode> all(JsonNode datum) {
        return needItems(need(datum, "test_keys"), "requests");
    }

    /** Whether an entry of http_requests says so; what is erased says nothing any more. */
    static boolean saysTor(JsonNode entry, boolean wanted) {
        return is(opt(tor(entry), "is_tor"), wanted);
    }

    private static JsonNode tor(JsonNode entry) {
        return need(need(entry, "request"), "tor");
    }

    private static void requireNoTor(JsonNode request) {
        if (request.has("tor") && truthy(need(need(request, "tor"), "is_tor"))) {
            throw new DatumException("web_connectivity over Tor", "is_tor");
        }
    }
}
