package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.PythonTruth;

/** Tests that send packets of their own making (normalisation rules §5.4): groups of packets become one list. */
final class ScapyNormaliser implements Normaliser {
    private static final String RAW = "raw_packet";
    private static final String SUMMARY = "summary";

    private static final Set<String> TESTS = Set.of(
            "chinatrigger", "keyword_filtering", "parasitic_traceroute", "multi_protocol_traceroute", "dns_spoof");

    @Override
    public boolean appliesTo(String testName) {
        return TESTS.contains(testName);
    }

    @Override
    public void apply(ObjectNode datum, ObjectNode testKeys) throws BadBlobException {
        for (String key : List.of("answered_packets", "sent_packets")) {
            testKeys.set(key, packets(testKeys.get(key)));
        }
    }

    private static ArrayNode packets(JsonNode groups) throws BadBlobException {
        ArrayNode packets = JsonNodeFactory.instance.arrayNode();
        for (JsonNode group : Elements.of(groups)) {
            if (!PythonTruth.isFalse(group)) {
                add(group, packets);
            }
        }
        return packets;
    }

    /** D40: all packets of a group, and a packet by itself is a group. */
    private static void add(JsonNode group, ArrayNode packets) throws BadBlobException {
        if (group.isObject()) {
            packets.add(packet(group));
            return;
        }
        if (!group.isArray()) {
            throw new BadBlobException(BadReason.TYPE, "a group of packets of type " + group.getNodeType());
        }
        // The first has always been published, with these keys. The others never were, so they come whole.
        packets.add(packet(group.get(0)).retain(RAW, SUMMARY));
        for (int i = 1; i < group.size(); i++) {
            // The original never looked at these, so they are no reason to lose the measurement.
            JsonNode further = group.get(i);
            packets.add(isPacket(further) ? packet(further) : further);
        }
    }

    private static ObjectNode packet(JsonNode given) throws BadBlobException {
        if (!(given instanceof ObjectNode packet)) {
            throw new BadBlobException(BadReason.TYPE, "a packet of type " + given.getNodeType());
        }
        if (!packet.has(RAW) || !packet.has(SUMMARY)) {
            throw new BadBlobException(BadReason.KEY, "a packet that lacks its bytes or its summary");
        }
        packet.set(RAW, base64(packet.get(RAW)));
        return packet;
    }

    private static boolean isPacket(JsonNode node) {
        return node.has(SUMMARY) && (node.path(RAW).isNull() || TextOrBytes.is(node.get(RAW)));
    }

    /**
     * Bytes, which are published as base64, of a string; null stays null (D40, D41).
     *
     * @throws BadBlobException {@link BadReason#TYPE} for anything else
     */
    static JsonNode base64(JsonNode string) throws BadBlobException {
        if (string.isNull()) {
            return string;
        }
        if (!TextOrBytes.is(string)) {
            throw new BadBlobException(BadReason.TYPE, "bytes of type " + string.getNodeType());
        }
        return BinaryNode.valueOf(TextOrBytes.bytes(string));
    }
}
