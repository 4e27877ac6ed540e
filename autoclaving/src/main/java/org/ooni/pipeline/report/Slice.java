package org.ooni.pipeline.report;

/** A piece of a report; offsets and sizes are in bytes of the uncompressed report. */
public sealed interface Slice permits Slice.Blob, Slice.Oversize, Slice.Cutoff {
    /** Where the slice begins. */
    long off();

    /**
     * The record at {@code off}: {@code length} bytes at {@code from} of {@code bytes}, which belong to the slicer
     * and hold until its next call.
     *
     * @param sha1 20 bytes: the digest that names the measurement, for a YAML entry that of header and entry
     */
    record Blob(long off, byte[] bytes, int from, int length, byte[] sha1) implements Slice {}

    /** A record longer than the slicer's limit: digested, not kept. The index calls it {@link BadReason#OVERFLOW}. */
    record Oversize(long off, long size, byte[] sha1) implements Slice {}

    /**
     * The rest of the report is given up: {@link BadReason#BROKEN_FRAME} at the first byte that does not fit, or
     * {@link BadReason#TRUNCATED} at the first byte of what has no end.
     */
    record Cutoff(long off, BadReason reason) implements Slice {}
}
