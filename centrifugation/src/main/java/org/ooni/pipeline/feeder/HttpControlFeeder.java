package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.opt;
import static org.ooni.pipeline.feeder.Fields.remove;
import static org.ooni.pipeline.feeder.Fields.removeIfPresent;
import static org.ooni.pipeline.feeder.Fields.truthy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/**
 * What was got by HTTP from elsewhere, for comparison: by the control of web_connectivity, over Tor by http_requests
 * (Feeder rules §2.5).
 */
public final class HttpControlFeeder implements Feeder {
    private static final Table TABLE = HttpColumns.table("http_control", "is_tor");

    private final ResponseBodies bodies;

    /** To be opened. */
    public HttpControlFeeder() {
        this(null);
    }

    private HttpControlFeeder(ResponseBodies bodies) {
        this.bodies = bodies;
    }

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public int minCodeVer() {
        return 5;
    }

    @Override
    public Feeder open(FeederContext context) {
        return new HttpControlFeeder(context.bodies());
    }

    @Override
    public void feed(int msmNo, JsonNode datum, RowWriter rows) {
        Objects.requireNonNull(bodies, "not opened");
        if (HttpEntries.isWebConnectivity(datum)) {
            JsonNode control = controlRequest(datum);
            if (truthy(control)) {
                rows.integer(msmNo).text("FALSE");
                HttpColumns.writeControl(control, rows);
            }
        } else if (HttpEntries.isHttpRequests(datum)) {
            for (JsonNode entry : HttpEntries.overTor(datum)) {
                ResponseBody body = bodies.of(datum, need(entry, "response"));
                rows.integer(msmNo).text("TRUE");
                HttpColumns.write(entry, body, rows);
            }
        }
    }

    @Override
    public void erase(ObjectNode datum) {
        if (HttpEntries.isWebConnectivity(datum)) {
            JsonNode control = controlRequest(datum);
            if (truthy(control)) {
                removeIfPresent(control, "status_code");
                removeIfPresent(control, "body_length");
                remove(control, "failure");
                removeIfPresent(control, "title");
                remove(control, "headers");
            }
        } else if (HttpEntries.isHttpRequests(datum)) {
            for (JsonNode entry : HttpEntries.all(datum)) {
                if (HttpEntries.saysTor(entry, true)) {
                    erase(entry, datum);
                }
            }
        }
    }

    private static void erase(JsonNode entry, JsonNode datum) {
        JsonNode response = need(entry, "response");
        if (response.isNull()) {
            remove(entry, "response");
        } else {
            remove(response, "body");
            removeIfPresent(entry, "failure");
            removeIfPresent(response, "code");
            removeIfPresent(entry, "response_length");
            remove(response, "headers");
        }
        RequestErasure.erase(need(entry, "request"), datum);
    }

    private static JsonNode controlRequest(JsonNode datum) {
        return opt(need(need(datum, "test_keys"), "control"), "http_request");
    }
}
