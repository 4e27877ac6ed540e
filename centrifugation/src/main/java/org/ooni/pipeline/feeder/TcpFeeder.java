package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.asIntLike;
import static org.ooni.pipeline.feeder.Fields.is;
import static org.ooni.pipeline.feeder.Fields.items;
import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.opt;
import static org.ooni.pipeline.feeder.Fields.optObject;
import static org.ooni.pipeline.feeder.Fields.remove;
import static org.ooni.pipeline.feeder.Fields.removeIfPresent;
import static org.ooni.pipeline.feeder.Fields.string;
import static org.ooni.pipeline.feeder.Fields.truthy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** TCP connects to IPv4 addresses, of every test that has {@code test_keys.tcp_connect} (Feeder rules §2.1). */
public final class TcpFeeder implements Feeder {
    private static final Table TABLE =
            Table.of("tcp", "msm_no", "ip", "port", "control_failure", "test_failure", "control_api_failure");

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public int minCodeVer() {
        return 2;
    }

    @Override
    public void feed(int msmNo, JsonNode datum, RowWriter rows) {
        JsonNode keys = need(datum, "test_keys");
        JsonNode control = controlOf(keys);
        JsonNode apiFailure = opt(keys, "control_failure");
        for (JsonNode connect : items(keys, "tcp_connect")) {
            feedConnect(msmNo, connect, control, apiFailure, rows);
        }
    }

    private static void feedConnect(
            int msmNo, JsonNode connect, JsonNode control, JsonNode apiFailure, RowWriter rows) {
        JsonNode ip = need(connect, "ip");
        JsonNode port = need(connect, "port");
        JsonNode failure = need(need(connect, "status"), "failure");
        requireConsistent(connect, failure);
        if (!Ipv4Text.is(string(ip, "ip"))) {
            return;
        }
        long portNumber = asIntLike(port, "port");
        JsonNode controlConnect = opt(control, ip.textValue() + ":" + portNumber);
        rows.integer(msmNo)
                .text(ip.textValue())
                .integer(portNumber)
                .text(controlFailure(controlConnect, apiFailure))
                .text(ColumnText.of(failure, "failure"))
                .text(ColumnText.of(apiFailure, "control_failure"))
                .end();
    }

    /** No failure means a success that was not blocked. */
    private static void requireConsistent(JsonNode connect, JsonNode failure) {
        if (!failure.isNull()) {
            return;
        }
        JsonNode status = need(connect, "status");
        if (!is(need(status, "success"), true) || !is(need(status, "blocked"), false)) {
            throw new DatumException("a connect that neither failed nor succeeded", "status");
        }
    }

    private static String controlFailure(JsonNode connect, JsonNode apiFailure) {
        if (!truthy(connect)) {
            return null;
        }
        if (!apiFailure.isNull()) {
            throw new DatumException("a failed control with results", "control_failure");
        }
        JsonNode status = need(connect, "status");
        JsonNode failure = need(connect, "failure");
        if (!status.isBoolean() || status.booleanValue() != failure.isNull()) {
            throw new DatumException("a control that neither failed nor succeeded", "status");
        }
        return ColumnText.of(failure, "failure");
    }

    @Override
    public void erase(ObjectNode datum) {
        JsonNode keys = need(datum, "test_keys");
        JsonNode control = controlOf(keys);
        removeIfPresent(keys, "control_failure");
        for (JsonNode connect : items(keys, "tcp_connect")) {
            JsonNode ip = remove(connect, "ip");
            JsonNode port = remove(connect, "port");
            JsonNode status = need(connect, "status");
            remove(status, "failure");
            remove(status, "success");
            remove(status, "blocked");
            JsonNode controlConnect = opt(control, address(ip) + ":" + asIntLike(port, "port"));
            if (truthy(controlConnect)) {
                remove(controlConnect, "status");
                remove(controlConnect, "failure");
            }
        }
    }

    private static JsonNode controlOf(JsonNode keys) {
        return optObject(optObject(keys, "control"), "tcp_connect");
    }

    /** Names of hosts stand here, too; those outside ASCII are refused, as they always were. */
    private static String address(JsonNode ip) {
        String address = ip.asText();
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(address)) {
            throw new DatumException("not ASCII", "ip");
        }
        return address;
    }
}
