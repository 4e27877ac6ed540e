package org.ooni.pipeline.io;

import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.StreamingXXHash32;

/**
 * Encodes whole texts as single LZ4 frames with their size in the header: level 5, independent blocks of 4 MiB, content
 * checksum; the bytes of {@code lz4 -5 --content-size}. Reuses its buffer; not thread-safe.
 */
public final class Lz4FrameEncoder {
    private static final int HEADER = 15;
    private static final int TAIL = 2 * Integer.BYTES;

    /** Bytes for which room is made ahead at most. */
    private static final long MOST_SPARE = 16 << 20;

    private final BlockEncoder blocks;
    private final LZ4SafeDecompressor decompressor = Lz4Format.codec().safeDecompressor();
    private byte[] frame = new byte[0];
    private byte[] decoded = new byte[0];

    /** @param blocks shared with the other encoders of a run */
    public Lz4FrameEncoder(BlockEncoder blocks) {
        this.blocks = blocks;
    }

    /** Encodes {@code text[0, length)}; the frame is the first bytes of {@link #frame()}, as many as are returned. */
    public int encode(byte[] text, int length) {
        return encode(text, length, text, 0, 0);
    }

    /**
     * Encodes {@code head[0, headLength)} and {@code tail[off, off + length)} as one text, as {@link #encode(byte[], int)}
     * does. A large tail is not copied, and the buffer grows by what its compressed form takes.
     */
    public int encode(byte[] head, int headLength, byte[] tail, int off, int length) {
        int total = Math.addExact(headLength, length);
        int size = HEADER;
        for (int done = 0; done < total; done += Lz4Format.BLOCK_SIZE) {
            int n = Math.min(Lz4Format.BLOCK_SIZE, total - done);
            makeRoom(size, blocks.maxSize(n) + TAIL);
            if (done >= headLength) {
                size += blocks.encode(tail, off + done - headLength, n, frame, size);
            } else if (done + n <= headLength) {
                size += blocks.encode(head, done, n, frame, size);
            } else {
                byte[] joint = Arrays.copyOfRange(head, done, done + n);
                int fromHead = headLength - done;
                System.arraycopy(tail, off, joint, fromHead, n - fromHead);
                size += blocks.encode(joint, 0, n, frame, size);
            }
        }
        makeRoom(size, TAIL);
        putHeader(total);
        Lz4Format.putInt(frame, size, 0);
        Lz4Format.putInt(frame, size + Integer.BYTES, hash(head, headLength, tail, off, length));
        return size + TAIL;
    }

    /**
     * Whether the last frame decodes to {@code head[0, headLength)} and {@code tail[off, off + length)}: its blocks do,
     * and there are no more of them.
     */
    public boolean decodesTo(byte[] head, int headLength, byte[] tail, int off, int length) {
        int total = headLength + length;
        int at = HEADER;
        for (int done = 0; done < total; done += Lz4Format.BLOCK_SIZE) {
            int n = Math.min(Lz4Format.BLOCK_SIZE, total - done);
            int fromHead = Math.min(done, headLength);
            int inHead = Math.min(headLength - fromHead, n);
            int inTail = off + Math.max(0, done - headLength);
            int size = Lz4Format.getInt(frame, at) & ~Lz4Format.STORED;
            byte[] block = block(at, size, n);
            boolean same = block != null
                    && Arrays.equals(block, 0, inHead, head, fromHead, fromHead + inHead)
                    && Arrays.equals(block, inHead, n, tail, inTail, inTail + n - inHead);
            if (!same) {
                return false;
            }
            at += Integer.BYTES + size;
        }
        return Lz4Format.getInt(frame, at) == 0;
    }

    /** The text, from its first byte on, of the block whose size is at {@code at}; null if it is not so long. */
    private byte[] block(int at, int size, int length) {
        if (decoded.length < length) {
            decoded = new byte[length];
        }
        int from = at + Integer.BYTES;
        if (Lz4Format.getInt(frame, at) != size) {
            System.arraycopy(frame, from, decoded, 0, Math.min(size, length));
            return size == length ? decoded : null;
        }
        try {
            return decompressor.decompress(frame, from, size, decoded, 0, length) == length ? decoded : null;
        } catch (LZ4Exception e) {
            return null;
        }
    }

    private static int hash(byte[] head, int headLength, byte[] tail, int off, int length) {
        try (StreamingXXHash32 hash = Lz4Format.hashes().newStreamingHash32(0)) {
            hash.update(head, 0, headLength);
            hash.update(tail, off, length);
            return hash.getValue();
        }
    }

    private void makeRoom(int size, int more) {
        int least = Math.addExact(size, more);
        if (frame.length < least) {
            frame = Arrays.copyOf(frame, (int) Math.max(least, Math.min(frame.length * 3L / 2, MOST_SPARE + least)));
        }
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
