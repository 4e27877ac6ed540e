package org.ooni.pipeline.io;

import java.io.Closeable;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import net.jpountz.lz4.LZ4Compressor;

/**
 * What all {@link Lz4Writer}s of a run share: threads that encode blocks, and the buffers of blocks, of 8 MiB each, that
 * one writer leaves to the next. Thread-safe.
 */
public final class Lz4Blocks implements Executor, Closeable {
    private final Encoders encoders;
    private final Queue<Buffer> spare = new ConcurrentLinkedQueue<>();

    /** A block in the making: its text, and then its bytes. Used by one thread after the other. */
    static final class Buffer implements Callable<Buffer> {
        private final LZ4Compressor compressor = Lz4Format.compressor();
        final byte[] text = new byte[Lz4Format.BLOCK_SIZE];
        final byte[] encoded = new byte[Integer.BYTES + compressor.maxCompressedLength(text.length)];
        int filled;
        int size;

        @Override
        public Buffer call() {
            size = Lz4Block.encode(compressor, text, 0, filled, encoded, 0);
            return this;
        }
    }

    /** @param threads that encode */
    public Lz4Blocks(int threads) {
        this.encoders = new Encoders(threads);
    }

    @Override
    public void execute(Runnable encoding) {
        encoders.execute(encoding);
    }

    /** An empty buffer. */
    Buffer take() {
        Buffer left = spare.poll();
        return left == null ? new Buffer() : left;
    }

    /** Takes an empty buffer back. */
    void leave(Buffer buffer) {
        spare.add(buffer);
    }

    @Override
    public void close() {
        encoders.close();
    }
}
