package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.remove;
import static org.ooni.pipeline.feeder.Fields.removeIfPresent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** What the probe got by HTTP without Tor, of web_connectivity and http_requests (Feeder rules §2.5). */
public final class HttpRequestFeeder implements Feeder {
    private static final Table TABLE = HttpColumns.table("http_request", "url");

    private final ResponseBodies bodies;

    /** To be opened. */
    public HttpRequestFeeder() {
        this(null);
    }

    private HttpRequestFeeder(ResponseBodies bodies) {
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
        return new HttpRequestFeeder(context.bodies());
    }

    @Override
    public void feed(int msmNo, JsonNode datum, RowWriter rows) {
        Objects.requireNonNull(bodies, "not opened");
        for (JsonNode entry : HttpEntries.direct(datum)) {
            ResponseBody body = bodies.of(datum, need(entry, "response"));
            JsonNode url = need(need(entry, "request"), "url");
            rows.integer(msmNo).text(ColumnText.of(url, "url"));
            HttpColumns.write(entry, body, rows);
        }
    }

    @Override
    public void erase(ObjectNode datum) {
        if (HttpEntries.isHttpRequests(datum)) {
            for (JsonNode entry : HttpEntries.all(datum)) {
                if (HttpEntries.saysTor(entry, false)) {
                    erase(entry, datum);
                }
            }
        } else if (HttpEntries.isWebConnectivity(datum)) {
            HttpEntries.all(datum).forEach(entry -> erase(entry, datum));
        }
    }

    private static void erase(JsonNode entry, JsonNode datum) {
        JsonNode response = need(entry, "response");
        JsonNode request = need(entry, "request");
        remove(request, "url");
        removeIfPresent(entry, "failure");
        if (response.isNull()) {
            remove(entry, "response");
        } else {
            remove(response, "body");
            removeIfPresent(response, "code");
            remove(response, "headers");
        }
        removeIfPresent(entry, "response_length");
        RequestErasure.erase(request, datum);
    }
}
