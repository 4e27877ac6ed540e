package org.ooni.pipeline.autoclaving;

import java.io.IOException;
import java.io.OutputStream;

/** What the index says of one can's file. */
@FunctionalInterface
interface IndexPart {
    /** Adds the file's events to the index, as JSON lines; called once. */
    void writeTo(OutputStream index) throws IOException;
}
