package org.ooni.pipeline.report;

import java.io.InputStream;
import java.util.Arrays;

/** A long stream that needs no memory: one byte, then filling, then an end. */
final class EndlessLine extends InputStream {
    private final byte[] end;
    private final long size;
    private final int first;
    private long at;

    EndlessLine(char first, String end, long size) {
        this.first = first;
        this.end = SlicedReport.latin1(end);
        this.size = size;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int off, int length) {
        if (at == size) {
            return -1;
        }
        int count = (int) Math.min(length, size - at);
        Arrays.fill(target, off, off + count, (byte) 'x');
        if (at == 0) {
            target[off] = (byte) first;
        }
        for (long i = Math.max(at, size - end.length); i < at + count; i++) {
            target[off + (int) (i - at)] = end[(int) (i - size + end.length)];
        }
        at += count;
        return count;
    }
}
