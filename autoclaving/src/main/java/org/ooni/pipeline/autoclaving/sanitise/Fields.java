package org.ooni.pipeline.autoclaving.sanitise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.Strings;

/** Reads what a measurement of unknown form has to say. */
final class Fields {
    private Fields() {}

    /** A string, byte strings included; empty when there is none, or one of nothing but blanks. */
    static BridgeLine line(ObjectNode object, String key) throws BadBlobException {
        JsonNode value = object.path(key);
        String text = value.isNull() || value.isMissingNode() ? "" : Strings.text(value);
        if (text == null) {
            throw new BadBlobException(BadReason.ATTRIBUTE, key + " is of type " + value.getNodeType());
        }
        return BridgeLine.of(text);
    }

    static ObjectNode testKeys(ObjectNode datum) throws BadBlobException {
        if (datum.get("test_keys") instanceof ObjectNode testKeys) {
            return testKeys;
        }
        throw new BadBlobException(
                BadReason.TYPE,
                "test_keys is of type " + datum.path("test_keys").getNodeType());
    }
}
