package org.ooni.pipeline.autoclaving;

import java.io.IOException;
import org.ooni.pipeline.report.BadReason;

/** What becomes of one report, in its order. */
interface ReportSink {
    /** @param bytes whose first {@code length} are the measurement, valid during the call */
    void datum(byte[] sha1, byte[] bytes, int length) throws IOException;

    /** @param off of the blob in the raw report */
    void badBlob(byte[] sha1, long off, long size, BadReason reason) throws IOException;

    /** The rest of the raw report, from {@code off} on, is given up. */
    void cutOff(long off, BadReason reason) throws IOException;
}
