package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.PythonTruth;

/** Reads what ought to be a list. */
final class Elements {
    private Elements() {}

    /**
     * The elements of a list; none when {@code given} is absent, or a text or mapping with nothing in it.
     *
     * @throws BadBlobException {@link BadReason#TYPE} for what has no elements at all, null included;
     *     {@link BadReason#ATTRIBUTE} for a text or mapping, whose letters and keys are of no use
     */
    static Iterable<JsonNode> of(JsonNode given) throws BadBlobException {
        if (given == null || given.isArray()) {
            return given == null ? List.of() : given;
        }
        if (!given.isContainerNode() && !TextOrBytes.is(given)) {
            throw new BadBlobException(BadReason.TYPE, "in place of a list a " + given.getNodeType());
        }
        if (!PythonTruth.isFalse(given)) {
            throw new BadBlobException(BadReason.ATTRIBUTE, "in place of a list a " + given.getNodeType());
        }
        return List.of();
    }
}
