package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are UTF-8: ASCII is looked at eight bytes at a time. */
final class Utf8Check {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8Check() {}

    /** Whether {@code bytes[from, to)} are well-formed: no halves of surrogates, nothing longer than it need be. */
    static boolean isWellFormed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (at <= to - Long.BYTES) {
                long high = (long) LONGS.get(bytes, at) & HIGH_BITS;
                if (high == 0) {
                    at += Long.BYTES;
                    continue;
                }
                at += Long.numberOfTrailingZeros(high) >>> 3;
            }
            // Characters of one script stand beside each other.
            while (at < to && bytes[at] < 0) {
                int length = sequence(bytes, at, to);
                if (length == 0) {
                    return false;
                }
                at += length;
            }
            if (at < to && to - at < Long.BYTES) {
                at++;
            }
        }
        return true;
    }

    /** How long the sequence is that begins at {@code at}; 0 if it is not well-formed. */
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at];
        if (lead < (byte) 0xE0) {
            return lead >= (byte) 0xC2 && to - at > 1 && isRest(bytes[at + 1]) ? 2 : 0;
        }
        if (to - at < 3 || !isRest(bytes[at + 1]) || !isRest(bytes[at + 2])) {
            return 0;
        }
        int second = bytes[at + 1];
        if (lead < (byte) 0xF0) {
            boolean overlong = lead == (byte) 0xE0 && second < (byte) 0xA0;
            boolean surrogate = lead == (byte) 0xED && second >= (byte) 0xA0;
            return overlong || surrogate ? 0 : 3;
        }
        boolean overlong = lead == (byte) 0xF0 && second < (byte) 0x90;
        boolean beyond = lead == (byte) 0xF4 && second >= (byte) 0x90;
        boolean whole = lead <= (byte) 0xF4 && to - at > 3 && isRest(bytes[at + 3]);
        return !whole || overlong || beyond ? 0 : 4;
    }

    private static boolean isRest(byte b) {
        return b < (byte) 0xC0;
    }
}
