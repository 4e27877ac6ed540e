package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Which bytes belong to words: all but ASCII's blanks, controls and punctuation, 7F being no control here (Feeder rules
 * §2.7). Eight bytes are looked at together, without a branch, for where a word ends cannot be guessed.
 */
final class WordBits {
    /** Bytes that must be readable behind the text, whatever they are. */
    static final int PADDING = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES * 0x80;
    /** Multiplying by it brings the lowest bits of eight bytes together in the highest byte. */
    private static final long GATHER = 0x0102040810204080L;

    private WordBits() {}

    /** Of the 64 bytes at {@code from}, the first one lowest; those at {@code length} and behind it are no words'. */
    static long of(byte[] text, int from, int length) {
        int size = Math.min(length - from, Long.SIZE);
        long bits = 0;
        for (int i = 0; i < size; i += Long.BYTES) {
            bits |= ofEight((long) LONGS.get(text, from + i)) << i;
        }
        return size == Long.SIZE ? bits : bits & ~(-1L << size);
    }

    private static long ofEight(long bytes) {
        long low = bytes & ~HIGH_BITS;
        long lower = low | ONES * 0x20;
        long letters = atLeast(lower, 'a') & ~atLeast(lower, '{');
        long digits = atLeast(low, '0') & ~atLeast(low, ':');
        long marks = (letters | digits | atLeast(low, 0x7F) | bytes) & HIGH_BITS;
        return (marks >>> 7) * GATHER >>> 56;
    }

    /** High bits where a byte, below 80, is at least {@code limit}. */
    private static long atLeast(long bytes, int limit) {
        return bytes + ONES * (0x80 - limit);
    }
}
