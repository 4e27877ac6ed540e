package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash3, x64, 128 bits, seed 0, of which the first half is wanted. It is here, and not a library's, because the
 * hash of some thirty bytes is what the whole stage does most, and none may be allocated for it.
 */
final class Murmur3 {
    /** Bytes that must be readable behind the hashed ones, whatever they are. */
    static final int PADDING = 16;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    /** Masks of the first so many bytes of a word. */
    private static final long[] FIRST = new long[Long.BYTES + 1];

    static {
        for (int count = 1; count < FIRST.length; count++) {
            FIRST[count] = -1L >>> (Long.SIZE - Byte.SIZE * count);
        }
    }

    private Murmur3() {}

    /** The first eight of the sixteen bytes, little-endian. */
    static long first64(byte[] bytes, int offset, int length) {
        long h1 = 0;
        long h2 = 0;
        int at = offset;
        for (int end = offset + (length & -16); at < end; at += 16) {
            h1 ^= mix1((long) WORD.get(bytes, at));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mix2((long) WORD.get(bytes, at + 8));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        // Without a branch, as the length cannot be guessed: what is masked to nothing changes nothing.
        int rest = length & 15;
        h2 ^= mix2((long) WORD.get(bytes, at + 8) & FIRST[Math.max(rest, 8) - 8]);
        h1 ^= mix1((long) WORD.get(bytes, at) & FIRST[Math.min(rest, 8)]);
        h1 ^= length;
        h2 ^= length;
        h1 += h2;
        h2 += h1;
        return spread(h1) + spread(h2);
    }

    private static long mix1(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mix2(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long spread(long h) {
        long spread = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        spread = (spread ^ (spread >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return spread ^ (spread >>> 33);
    }
}
