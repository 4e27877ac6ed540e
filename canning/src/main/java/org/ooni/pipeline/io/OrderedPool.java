package org.ooni.pipeline.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Does work in parallel and hands out the results in the order of the work, with no more work ahead than threads can be
 * kept busy with. The first failure ends it: {@link #next()} throws, and closing waits for what is under way.
 *
 * <p>Used by one thread.
 *
 * @param <R> a result
 */
public final class OrderedPool<R> implements Closeable {
    private static final int AHEAD = 2;

    private final ExecutorService executor;
    private final int ahead;
    private final Deque<Future<R>> underWay = new ArrayDeque<>();
    private Iterator<Task<R>> rest = List.<Task<R>>of().iterator();

    /** Work that may fail. */
    @FunctionalInterface
    public interface Task<R> {
        R run() throws IOException;
    }

    /** Work on an item. */
    @FunctionalInterface
    public interface Work<T, R> {
        R on(T item) throws IOException;
    }

    public OrderedPool(int threads) {
        this.executor = Executors.newFixedThreadPool(threads);
        this.ahead = threads * AHEAD;
    }

    /** Gives the pool all its work. */
    public <T> void submitAll(Collection<T> items, Work<? super T, ? extends R> work) {
        submitAll(items.stream().<Task<R>>map(item -> () -> work.on(item)).iterator());
    }

    /** Gives the pool all its work, taken from {@code tasks} as results are. */
    public void submitAll(Iterator<Task<R>> tasks) {
        rest = tasks;
    }

    /** The next result, or null after the last. */
    public R next() throws IOException {
        while (underWay.size() < ahead && rest.hasNext()) {
            underWay.add(executor.submit(rest.next()::run));
        }
        if (underWay.isEmpty()) {
            return null;
        }
        try {
            return underWay.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    private static IOException rethrown(Throwable failure) {
        if (failure instanceof IOException e) {
            return e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(failure);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            while (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                continue;
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
