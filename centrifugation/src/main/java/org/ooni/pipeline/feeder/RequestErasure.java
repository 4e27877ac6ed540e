package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.opt;
import static org.ooni.pipeline.feeder.Fields.remove;
import static org.ooni.pipeline.feeder.Fields.removeIfPresent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Erases of a request what every request says: the headers that the probe pretends with, a plain GET, no body. */
final class RequestErasure {
    private static final ObjectNode USUAL_HEADERS = JsonNodeFactory.instance
            .objectNode()
            .put("Accept-Language", "en-US;q=0.8,en;q=0.5")
            .put("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
            .put(
                    "User-Agent",
                    "Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) "
                            + "Chrome/47.0.2526.106 Safari/537.36");

    private RequestErasure() {}

    /** @param datum that {@code request} is a part of */
    static void erase(JsonNode request, JsonNode datum) {
        JsonNode url = opt(request, "url", null);
        if (url != null && url.equals(datum.get("input"))) {
            remove(request, "url");
        }
        JsonNode body = need(request, "body");
        if (body.isNull() || (body.isTextual() && body.textValue().isEmpty())) {
            remove(request, "body");
        }
        if (need(request, "headers").equals(USUAL_HEADERS)) {
            remove(request, "headers");
        }
        if ("GET".equals(need(request, "method").textValue())) {
            remove(request, "method");
        }
        JsonNode tor = opt(request, "tor");
        if (!tor.isNull()) {
            eraseTor(tor);
        }
    }

    private static void eraseTor(JsonNode tor) {
        remove(tor, "is_tor");
        JsonNode ip = need(tor, "exit_ip");
        JsonNode name = need(tor, "exit_name");
        if (ip.isNull()) {
            removeIfPresent(tor, "exit_ip");
        }
        if (name.isNull()) {
            removeIfPresent(tor, "exit_name");
        }
    }
}
