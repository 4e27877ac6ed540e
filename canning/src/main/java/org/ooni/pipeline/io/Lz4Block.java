package org.ooni.pipeline.io;

import net.jpountz.lz4.LZ4Compressor;

/** One block of a frame: its size, then its bytes, compressed unless that would not make it smaller. */
final class Lz4Block {
    private Lz4Block() {}

    /** Writes the block of {@code text[off, off + length)} to {@code to} and returns how many bytes it takes there. */
    static int encode(LZ4Compressor compressor, byte[] text, int off, int length, byte[] to, int toOff) {
        int size = compressor.compress(text, off, length, to, toOff + Integer.BYTES);
        if (size < length) {
            Lz4Format.putInt(to, toOff, size);
            return Integer.BYTES + size;
        }
        Lz4Format.putInt(to, toOff, length | Lz4Format.STORED);
        System.arraycopy(text, off, to, toOff + Integer.BYTES, length);
        return Integer.BYTES + length;
    }
}
