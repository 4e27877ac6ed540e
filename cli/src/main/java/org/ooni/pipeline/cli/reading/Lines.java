package org.ooni.pipeline.cli.reading;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Measurements of one frame's text, in its order, to be written as lines. Not thread-safe. */
final class Lines {
    private final byte[] text;
    private int[] spans = new int[32];
    private int size;

    Lines(byte[] text) {
        this.text = text;
    }

    /** Adds the measurement in {@code [from, to)}. */
    void add(int from, int to) {
        if (2 * size == spans.length) {
            spans = Arrays.copyOf(spans, 2 * spans.length);
        }
        spans[2 * size] = from;
        spans[2 * size + 1] = to;
        size++;
    }

    /** Writes the first {@code most} of them, byte for byte; returns how many there were. Neighbours go together. */
    long writeTo(OutputStream out, long most) throws IOException {
        int count = (int) Math.min(most, size);
        for (int i = 0; i < count; ) {
            int from = spans[2 * i];
            int to = endOfLine(i);
            for (i++; i < count && endsWithNewline(i - 1) && spans[2 * i] == to; i++) {
                to = endOfLine(i);
            }
            out.write(text, from, to - from);
            if (!endsWithNewline(i - 1)) {
                out.write('\n');
            }
        }
        return count;
    }

    /** Its newline may open the next frame. */
    private boolean endsWithNewline(int i) {
        int to = spans[2 * i + 1];
        return to < text.length && text[to] == '\n';
    }

    private int endOfLine(int i) {
        return spans[2 * i + 1] + (endsWithNewline(i) ? 1 : 0);
    }
}
