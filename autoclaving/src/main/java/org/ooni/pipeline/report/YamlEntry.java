package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tells the documents of a YAML report that are measurements from those that are not (normalisation rules §1.3). */
public final class YamlEntry {
    private YamlEntry() {}

    /**
     * Whether a document says nothing, being false. Such an entry gives neither a measurement nor a bad blob (D8: the
     * caller counts them).
     */
    public static boolean isNothing(JsonNode document) {
        return PythonTruth.isFalse(document);
    }

    /**
     * The measurement of an entry that says something.
     *
     * @throws BadBlobException {@link BadReason#ATTRIBUTE} for a text, bytes or a list, {@link BadReason#TYPE} for a
     *     number or a boolean
     */
    public static ObjectNode mapping(JsonNode document) throws BadBlobException {
        if (document instanceof ObjectNode mapping) {
            return mapping;
        }
        boolean hasParts = document.isTextual() || document.isBinary() || document.isArray();
        throw new BadBlobException(
                hasParts ? BadReason.ATTRIBUTE : BadReason.TYPE, "an entry that is a " + document.getNodeType());
    }
}
