package org.ooni.pipeline.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The part of a report that is in memory: it grows at its end by reading, and shrinks at its front by skipping. */
final class ReportWindow {
    static final int CHUNK = 1 << 20;

    /** No separator or frame mark is longer; so much must fit whatever the largest blob. */
    private static final int LONGEST_MARK = 8;

    private final InputStream in;
    private final int chunk;
    private final int capacity;
    private byte[] bytes;
    private int from;
    private int to;
    private long off;

    /** @param maxSize bytes to which the window may grow by itself, before the chunk that tells that it is too much */
    ReportWindow(InputStream in, int maxSize, int chunk) {
        if (maxSize < 0 || chunk < 1 || maxSize > Integer.MAX_VALUE - CHUNK - chunk) {
            throw new IllegalArgumentException("window of " + maxSize + " bytes in chunks of " + chunk);
        }
        this.in = in;
        this.chunk = chunk;
        this.capacity = Math.max(maxSize, LONGEST_MARK) + chunk;
        this.bytes = new byte[Math.min(2 * chunk, capacity)];
    }

    /** Offset in the report of the window's first byte. */
    long off() {
        return off;
    }

    int size() {
        return to - from;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Index in {@link #bytes} of the window's first byte. */
    int from() {
        return from;
    }

    /** Whether the report has {@code count} more bytes; reads them if so. */
    boolean has(int count) throws IOException {
        while (size() < count) {
            if (!more()) {
                return false;
            }
        }
        return true;
    }

    /** Reads on, a chunk at most; false at the end of the report. */
    boolean more() throws IOException {
        if (to == bytes.length) {
            makeRoom();
        }
        int read = in.read(bytes, to, Math.min(chunk, bytes.length - to));
        if (read < 0) {
            return false;
        }
        to += read;
        return true;
    }

    /** Doubles rather than moves a window that fills most of its array: each byte moves a few times at most. */
    private void makeRoom() {
        int size = size();
        boolean full = bytes.length == capacity;
        byte[] target =
                full || size <= bytes.length / 2 ? bytes : new byte[(int) Math.min(2L * bytes.length, capacity)];
        System.arraycopy(bytes, from, target, 0, size);
        bytes = target;
        from = 0;
        to = size;
    }

    boolean startsWith(byte[] mark) {
        return size() >= mark.length && Arrays.equals(bytes, from, from + mark.length, mark, 0, mark.length);
    }

    void skip(int count) {
        from += count;
        off += count;
    }

    /** The first place, relative to the window and not before {@code start}, of a mark that ends in LF; or -1. */
    int indexOf(byte[] mark, int start) {
        int last = mark.length - 1;
        for (int i = from + start + last; i < to; i++) {
            if (bytes[i] == '\n' && Arrays.equals(bytes, i - last, i + 1, mark, 0, mark.length)) {
                return i - last - from;
            }
        }
        return -1;
    }

    /** Skips everything up to the end of the report. */
    void drain() throws IOException {
        do {
            skip(size());
        } while (more());
    }
}
