package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ooni.pipeline.report.BadBlobException;

/** The rules of one kind of old test. Stateless; several may apply to one measurement, in the order of their list. */
interface Normaliser {
    /** @param testName as mapped, {@code web_connectivity} */
    boolean appliesTo(String testName);

    /**
     * Changes {@code testKeys}, and where a rule says so {@code datum}, which holds it.
     *
     * @throws BadBlobException where the measurement is beyond the rules
     */
    void apply(ObjectNode datum, ObjectNode testKeys) throws BadBlobException;
}
