package org.ooni.pipeline.io;

import java.io.Closeable;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * What all {@link Lz4Writer}s of a run share: threads that encode blocks, and the buffers of blocks, of 8 MiB each, that
 * one writer leaves to the next. Thread-safe.
 */
public final class Lz4Blocks implements Executor, Closeable {
    private final Encoders encoders;
    private final BlockEncoder encoder;
    private final Queue<Buffer> spare = new ConcurrentLinkedQueue<>();

    /** A block in the making: its text, and then its bytes. Used by one thread after the other. */
    final class Buffer implements Callable<Buffer> {
        final byte[] text = new byte[Lz4Format.BLOCK_SIZE];
        final byte[] encoded = new byte[encoder.maxSize(text.length)];
        int filled;
        int size;

        @Override
        public Buffer call() {
            size = encoder.encode(text, 0, filled, encoded, 0);
            return this;
        }
    }

    /** @param threads that encode */
    public Lz4Blocks(int threads, BlockEncoder encoder) {
        this.encoders = new Encoders(threads);
        this.encoder = encoder;
    }

    /** Encodes in the threads that write. */
    public static Lz4Blocks atOnce() {
        return new Lz4Blocks(1, new BlockEncoder());
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
