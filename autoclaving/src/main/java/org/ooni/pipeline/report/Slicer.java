package org.ooni.pipeline.report;

import java.io.IOException;

/**
 * Cuts one report into blobs, in the order of the file (normalisation rules §1).
 *
 * <p>What the bytes of a blob say is no business of a slicer. Any input gives slices; none makes a slicer fail, save
 * an error of the stream itself. A slicer holds at most one blob and one chunk in memory, and does not close its
 * stream. Once {@link #next} has returned null or a {@link Slice.Cutoff}, the stream was read to its end, so that a
 * digest taken from it on the way is that of the whole report (D4). Not for use by several threads.
 */
public interface Slicer {
    /** The longest blob that is worth a measurement, in bytes, unless the operator says otherwise (D45). */
    int DEFAULT_MAX_BLOB = 64 << 20;

    /** The next slice, or null at the end of the report; nothing follows a {@link Slice.Cutoff}. */
    Slice next() throws IOException;
}
