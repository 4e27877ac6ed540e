package org.ooni.pipeline.autoclaving.sanitise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ooni.pipeline.report.BadBlobException;

/** Removes from the measurements of some tests what must not become public. Stateless. */
interface Sanitiser {
    /** @param testName as mapped; compare with what {@link Sanitisers#plain} makes of it */
    boolean appliesTo(String testName);

    void apply(ObjectNode datum) throws BadBlobException;
}
