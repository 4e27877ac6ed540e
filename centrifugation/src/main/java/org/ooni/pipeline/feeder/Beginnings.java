package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Where one of some texts may begin: its first four bytes are there, or others with the same hash. As many as the
 * shortest text has, if that is shorter. Immutable.
 */
final class Beginnings {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BITS = 16;
    private static final int MULTIPLIER = 0x9E3779B1;

    private final long[] known = new long[1 << BITS - 6];
    private final int size;
    private final int mask;

    private Beginnings(int size) {
        this.size = size;
        this.mask = size == Integer.BYTES ? -1 : (1 << 8 * size) - 1;
    }

    /** Of those of {@code texts} that are not empty. */
    static Beginnings of(List<byte[]> texts) {
        int shortest = texts.stream()
                .mapToInt(text -> text.length)
                .filter(length -> length > 0)
                .min()
                .orElse(Integer.BYTES);
        Beginnings beginnings = new Beginnings(Math.min(shortest, Integer.BYTES));
        texts.stream().filter(text -> text.length > 0).forEach(beginnings::add);
        return beginnings;
    }

    private void add(byte[] text) {
        int first = 0;
        for (int i = 0; i < size; i++) {
            first |= (text[i] & 0xFF) << 8 * i;
        }
        int slot = slot(first);
        known[slot >>> 6] |= 1L << slot;
    }

    /** How many bytes are looked at. */
    int size() {
        return size;
    }

    /** The first place, from {@code from} on, where a text may begin; the last few bytes are never ruled out. */
    int next(byte[] body, int from) {
        int at = from;
        for (; at <= body.length - Integer.BYTES; at++) {
            int slot = slot((int) INTS.get(body, at) & mask);
            if ((known[slot >>> 6] >>> slot & 1) != 0) {
                return at;
            }
        }
        return at;
    }

    private static int slot(int bytes) {
        return bytes * MULTIPLIER >>> 32 - BITS;
    }
}
