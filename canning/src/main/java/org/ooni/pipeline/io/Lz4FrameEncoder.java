package org.ooni.pipeline.io;

import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Encodes whole texts as single LZ4 frames with their size in the header: level 5, independent blocks of 4 MiB, content
 * checksum; the bytes of {@code lz4 -5 --content-size}. Reuses its buffer; not thread-safe.
 */
public final class Lz4FrameEncoder {
    private static final int HEADER = 15;
    private static final int TAIL = 2 * Integer.BYTES;

    private final LZ4Compressor compressor = Lz4Format.compressor();
    private final LZ4SafeDecompressor decompressor = Lz4Format.codec().safeDecompressor();
    private byte[] frame = new byte[0];
    private byte[] decoded = new byte[0];

    /** Encodes {@code text[0, length)}; the frame is the first bytes of {@link #frame()}, as many as are returned. */
    public int encode(byte[] text, int length) {
        int blocks = (length + Lz4Format.BLOCK_SIZE - 1) / Lz4Format.BLOCK_SIZE;
        long bound = HEADER + TAIL + (long) blocks * (Integer.BYTES + 16) + (length + length / 255L);
        if (frame.length < bound) {
            frame = new byte[Math.toIntExact(bound)];
        }
        putHeader(length);
        int size = HEADER;
        for (int off = 0; off < length; off += Lz4Format.BLOCK_SIZE) {
            int n = Math.min(Lz4Format.BLOCK_SIZE, length - off);
            size += Lz4Block.encode(compressor, text, off, n, frame, size);
        }
        Lz4Format.putInt(frame, size, 0);
        Lz4Format.putInt(frame, size + Integer.BYTES, Lz4Format.hash(text, 0, length));
        return size + TAIL;
    }

    /** Whether the last frame decodes to {@code text[0, length)}. */
    public boolean decodesTo(byte[] text, int length) {
        int at = HEADER;
        for (int off = 0; off < length; off += Lz4Format.BLOCK_SIZE) {
            int n = Math.min(Lz4Format.BLOCK_SIZE, length - off);
            int header = Lz4Format.getInt(frame, at);
            int size = header & ~Lz4Format.STORED;
            at += Integer.BYTES;
            if (header == size ? !decodes(at, size, text, off, n) : !isStored(at, size, text, off, n)) {
                return false;
            }
            at += size;
        }
        return Lz4Format.getInt(frame, at) == 0;
    }

    private boolean decodes(int from, int size, byte[] text, int off, int length) {
        if (decoded.length < length) {
            decoded = new byte[length];
        }
        try {
            return decompressor.decompress(frame, from, size, decoded, 0, length) == length
                    && Arrays.equals(decoded, 0, length, text, off, off + length);
        } catch (LZ4Exception e) {
            return false;
        }
    }

    private boolean isStored(int from, int size, byte[] text, int off, int length) {
        return size == length && Arrays.equals(frame, from, from + size, text, off, off + length);
    }

    /** The buffer of the last {@link #encode}, valid until the next. */
    public byte[] frame() {
        return frame;
    }

    private void putHeader(int length) {
        Lz4Format.putInt(frame, 0, Lz4Format.MAGIC);
        frame[4] =
                Lz4Format.VERSION | Lz4Format.INDEPENDENT_BLOCKS | Lz4Format.CONTENT_SIZE | Lz4Format.CONTENT_CHECKSUM;
        frame[5] = Lz4Format.BLOCK_4_MIB;
        Lz4Format.putLong(frame, 6, length);
        frame[14] = Lz4Format.descriptorChecksum(frame, 4, 10);
    }
}
