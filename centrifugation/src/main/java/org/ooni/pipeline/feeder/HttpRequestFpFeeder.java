package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.opt;
import static org.ooni.pipeline.feeder.Fields.string;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** Block pages among what the probe got by HTTP: the fingerprints that a response matches (Feeder rules §2.6). */
public final class HttpRequestFpFeeder implements Feeder {
    private static final Table TABLE = Table.of("http_request_fp", "msm_no", "fingerprint_no");

    private final BlockPages blockPages;
    private final ResponseBodies bodies;

    /** To be opened. */
    public HttpRequestFpFeeder() {
        this(null, null);
    }

    private HttpRequestFpFeeder(BlockPages blockPages, ResponseBodies bodies) {
        this.blockPages = blockPages;
        this.bodies = bodies;
    }

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public int minCodeVer() {
        return 3;
    }

    @Override
    public Feeder open(FeederContext context) {
        return new HttpRequestFpFeeder(context.blockPages(), context.bodies());
    }

    @Override
    public void feed(int msmNo, JsonNode datum, RowWriter rows) {
        Objects.requireNonNull(bodies, "not opened");
        for (JsonNode entry : HttpEntries.direct(datum)) {
            JsonNode response = need(entry, "response");
            ResponseBody body = bodies.of(datum, response);
            byte[] bytes = body == null ? null : body.bytes();
            JsonNode headers = response.isNull() ? NullNode.getInstance() : opt(response, "headers");
            for (int number : blockPages.matching(country(datum), bytes, headers)) {
                rows.integer(msmNo).integer(number).end();
            }
        }
    }

    private static String country(JsonNode datum) {
        JsonNode country = opt(datum, "probe_cc");
        return country.isNull() ? BlockPages.EVERYWHERE : string(country, "probe_cc");
    }

    /** What it looks at is erased by {@link HttpRequestFeeder}. */
    @Override
    public void erase(ObjectNode datum) {}
}
