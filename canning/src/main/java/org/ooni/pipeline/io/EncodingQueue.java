package org.ooni.pipeline.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Buffers that one thread fills and others encode; written in the order in which they were filled, and then filled again.
 * Belongs to the thread that fills.
 *
 * @param <B> a buffer, which encodes itself when it is called, and returns itself
 */
public final class EncodingQueue<B extends Callable<B>> {
    /** Buffers that are being encoded at a time. */
    private static final int AHEAD = 2;

    private final Executor encoders;
    private final Supplier<B> fresh;
    private final Output<B> output;
    private final Queue<FutureTask<B>> underWay = new ArrayDeque<>();
    private final Queue<B> spare = new ArrayDeque<>();

    /** Where encoded buffers are written. */
    @FunctionalInterface
    public interface Output<B> {
        /** Writes {@code buffer}, and leaves it empty. */
        void write(B buffer) throws IOException;
    }

    /**
     * @param encoders run the encoding; {@code Runnable::run} does it at once
     * @param fresh makes an empty buffer
     */
    public EncodingQueue(Executor encoders, Supplier<B> fresh, Output<B> output) {
        this.encoders = encoders;
        this.fresh = fresh;
        this.output = output;
    }

    /** An empty buffer. */
    public B next() {
        return spare.isEmpty() ? fresh.get() : spare.remove();
    }

    /** Has a full buffer encoded, and writes those that are; waits where too many are not. */
    public void submit(B buffer) throws IOException {
        drain(AHEAD - 1);
        FutureTask<B> task = new FutureTask<>(buffer);
        underWay.add(task);
        encoders.execute(task);
        while (!underWay.isEmpty() && underWay.peek().isDone()) {
            write(encoded(underWay.remove()));
        }
    }

    /** Writes a buffer behind all others that was encoded without this queue. */
    public void append(B buffer) throws IOException {
        drain();
        write(buffer);
    }

    /** Waits for all that are being encoded, and writes them. */
    public void drain() throws IOException {
        drain(0);
    }

    /** Gives away the buffers that are not in use. */
    public void release(Consumer<B> taker) {
        spare.forEach(taker);
        spare.clear();
    }

    private void drain(int left) throws IOException {
        while (underWay.size() > left) {
            write(encoded(underWay.remove()));
        }
    }

    private B encoded(FutureTask<B> task) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void write(B buffer) throws IOException {
        output.write(buffer);
        spare.add(buffer);
    }
}
