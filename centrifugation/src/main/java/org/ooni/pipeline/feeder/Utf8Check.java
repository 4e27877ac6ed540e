package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are UTF-8: eight of them at a time, and without a branch for each character, as scripts take turns and no
 * processor can foresee when. A mask has the high bit of each byte that it is about.
 */
final class Utf8Check {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES * 0x80;

    private Utf8Check() {}

    /** Whether {@code bytes[from, to)} are well-formed: no halves of surrogates, nothing longer than it need be. */
    static boolean isWellFormed(byte[] bytes, int from, int to) {
        long wrong = 0;
        // Which bytes of the next word are to go on with a character of this one.
        long due = 0;
        int at = from;
        while (at < to) {
            boolean whole = at <= to - Long.BYTES;
            long word = whole ? (long) LONGS.get(bytes, at) : last(bytes, at, to);
            long high = word & HIGH_BITS;
            if ((high | due) != 0) {
                long two = high & word << 1;
                long three = two & word << 2;
                long four = three & word << 3;
                wrong |= (high ^ two) ^ (due | two << 8 | three << 16 | four << 24);
                due = two >>> 56 | three >>> 48 | four >>> 40;
                long strict = four | zeros(word ^ ONES * 0xE0) | zeros(word ^ ONES * 0xED);
                wrong |= zeros((word ^ ONES * 0xC0) & ~ONES);
                if (strict != 0 && !areSecondsRight(bytes, at, to, strict)) {
                    return false;
                }
            }
            at += Long.BYTES;
        }
        return (wrong | due) == 0;
    }

    /** The last few bytes, and ASCII behind them. */
    private static long last(byte[] bytes, int at, int to) {
        long word = 0;
        for (int i = to - 1; i >= at; i--) {
            word = word << 8 | bytes[i] & 0xFF;
        }
        return word;
    }

    /** The bytes of {@code word} that are zero, and perhaps some behind them. */
    private static long zeros(long word) {
        return word - ONES & ~word & HIGH_BITS;
    }

    /** Whether bytes that may stand behind some leads alone stand behind those in {@code leads}. */
    private static boolean areSecondsRight(byte[] bytes, int at, int to, long leads) {
        for (long rest = leads; rest != 0; rest &= rest - 1) {
            int i = at + (Long.numberOfTrailingZeros(rest) >>> 3);
            int second = i + 1 < to ? bytes[i + 1] & 0xFF : 0;
            boolean right = switch (bytes[i] & 0xFF) {
                case 0xE0 -> second >= 0xA0;
                case 0xED -> second < 0xA0;
                case 0xF0 -> second >= 0x90;
                case 0xF1, 0xF2, 0xF3 -> true;
                case 0xF4 -> second < 0x90;
                // Behind a lead, not one.
                default -> (bytes[i] & 0xFF) < 0xF0;
            };
            if (!right) {
                return false;
            }
        }
        return true;
    }
}
