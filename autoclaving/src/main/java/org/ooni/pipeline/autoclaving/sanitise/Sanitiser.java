package org.ooni.pipeline.autoclaving.sanitise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ooni.pipeline.report.BadBlobException;

/** Removes from the measurements of some tests what must not become public. Immutable. */
interface Sanitiser {
    /** @param plainName of the test, {@code tcpconnect} */
    boolean appliesTo(String plainName);

    /**
     * Changes {@code datum} in place; what it has made it leaves as it is.
     *
     * @throws BadBlobException where the measurement is not of a form that can be searched
     */
    void apply(ObjectNode datum) throws BadBlobException;
}
