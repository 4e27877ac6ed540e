package org.ooni.pipeline.autoclaving.sanitise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.JsonText;
import org.ooni.pipeline.report.JsonWriter;
import org.ooni.pipeline.report.TextBuffer;

/** Measurements in JSON, sanitised. */
final class Sanitised {
    private Sanitised() {}

    static String json(BridgeDb bridges, String measurement) throws BadBlobException {
        ObjectNode datum = tree(measurement);
        new Sanitisers(bridges).apply(datum);
        return json(datum);
    }

    /** A {@code bridge_reachability} measurement of an input and test keys, both in JSON. */
    static String bridge(BridgeDb bridges, String input, String testKeys) throws BadBlobException {
        return json(bridges, measurement("bridge_reachability", input, testKeys));
    }

    static String tcp(BridgeDb bridges, String input, String testKeys) throws BadBlobException {
        return json(bridges, measurement("tcp_connect", input, testKeys));
    }

    static String measurement(String testName, String input, String testKeys) {
        return "{\"test_name\":\"" + testName + "\",\"input\":" + input + ",\"test_keys\":" + testKeys + "}";
    }

    static ObjectNode tree(String json) throws BadBlobException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        JsonText text = new JsonText();
        text.copy(bytes, 0, bytes.length);
        return text.tree();
    }

    static String json(ObjectNode tree) throws BadBlobException {
        TextBuffer out = new TextBuffer();
        JsonWriter.write(tree, out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
