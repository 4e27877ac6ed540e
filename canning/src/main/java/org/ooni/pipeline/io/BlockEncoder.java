package org.ooni.pipeline.io;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jpountz.lz4.LZ4Compressor;

/**
 * Encodes blocks of frames: a block's size, then its bytes, compressed unless that would not make it smaller.
 *
 * <p>Compresses outside of the heap: while native code holds an array, which it would for 50 ms a block, nobody can collect
 * garbage, and what is allocated meanwhile makes the heap grow. Such memory is kept for the next block, 8 MiB for each
 * thread at most. Thread-safe.
 */
public final class BlockEncoder {
    private static final int LEAST = 1 << 16;

    private final LZ4Compressor compressor = Lz4Format.compressor();
    private final Queue<Room> spare = new ConcurrentLinkedQueue<>();

    /** Memory outside of the heap, for a text and what becomes of it. */
    private record Room(ByteBuffer text, ByteBuffer compressed) {}

    /** Bytes that a block of {@code length} bytes of text takes at most. */
    int maxSize(int length) {
        return Integer.BYTES + compressor.maxCompressedLength(length);
    }

    /**
     * Writes the block of {@code text[off, off + length)} to {@code to} and returns how many bytes it takes there.
     *
     * @param length at most {@link Lz4Format#BLOCK_SIZE}
     * @param to has room for {@link #maxSize} bytes at {@code toOff}
     */
    int encode(byte[] text, int off, int length, byte[] to, int toOff) {
        Room room = room(length);
        room.text.put(0, text, off, length);
        int size = compressor.compress(room.text, 0, length, room.compressed, 0, room.compressed.capacity());
        boolean stored = size >= length;
        if (stored) {
            System.arraycopy(text, off, to, toOff + Integer.BYTES, length);
        } else {
            room.compressed.get(0, to, toOff + Integer.BYTES, size);
        }
        spare.add(room);
        Lz4Format.putInt(to, toOff, stored ? length | Lz4Format.STORED : size);
        return Integer.BYTES + Math.min(size, length);
    }

    private Room room(int length) {
        Room left = spare.poll();
        if (left != null && left.text.capacity() >= length) {
            return left;
        }
        int capacity = Math.min(Lz4Format.BLOCK_SIZE, Math.max(2 * length, LEAST));
        return new Room(
                ByteBuffer.allocateDirect(capacity),
                ByteBuffer.allocateDirect(compressor.maxCompressedLength(capacity)));
    }
}
