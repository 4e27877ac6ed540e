package org.ooni.pipeline.metadb;

import java.util.Arrays;

/** A buffer of complete lines, and where each begins. */
final class Lines {
    private final byte[] buffer;
    private final int[] offsets;
    private final int count;

    Lines(byte[] buffer) {
        this.buffer = buffer;
        int[] found = new int[1024];
        int n = 0;
        for (int i = 0; i < buffer.length; i++) {
            if (buffer[i] == '\n') {
                if (++n == found.length) {
                    found = Arrays.copyOf(found, n * 2);
                }
                found[n] = i + 1;
            }
        }
        this.offsets = found;
        this.count = n;
    }

    int count() {
        return count;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where line {@code index}, from 0, begins; of {@link #count()}: where the buffer ends. */
    int offset(int index) {
        return offsets[index];
    }

    byte[] bytes(int from, int to) {
        return Arrays.copyOfRange(buffer, offsets[from], offsets[to]);
    }
}
