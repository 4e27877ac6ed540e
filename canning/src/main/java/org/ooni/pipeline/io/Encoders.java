package org.ooni.pipeline.io;

import java.io.Closeable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads that compress what others have filled; where there is to be one thread alone, who has filled it compresses it.
 * What is still waiting when they are closed is given up.
 */
public final class Encoders implements Executor, Closeable {
    private final ExecutorService threads;

    public Encoders(int threads) {
        this.threads = threads == 1 ? null : Executors.newFixedThreadPool(threads);
    }

    @Override
    public void execute(Runnable work) {
        if (threads == null) {
            work.run();
        } else {
            threads.execute(work);
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
