package org.ooni.pipeline.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
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
 * kept busy with. The first failure, in that order, ends it: {@link #next()} throws, and closing waits for what is
 * under way. Results that nobody took are closed, if they are {@link Closeable}.
 *
 * <p>Used by one thread.
 *
 * @param <R> a result
 */
public final class OrderedPool<R> implements Closeable {
    private static final int AHEAD = 2;

    private final ExecutorService executor;
    private final int ahead;
    private final long maxWeight;
    private final Deque<Pending<R>> underWay = new ArrayDeque<>();
    private long weight;
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

    private record Pending<R>(Future<R> result, long weight) {}

    public OrderedPool(int threads) {
        this(threads, threads * AHEAD, Long.MAX_VALUE);
    }

    /**
     * @param ahead pieces of work whose results nobody took yet, from which on {@link #isFull()}
     * @param maxWeight of the same
     */
    public OrderedPool(int threads, int ahead, long maxWeight) {
        this.executor = Executors.newFixedThreadPool(threads);
        this.ahead = ahead;
        this.maxWeight = maxWeight;
    }

    /** Gives the pool all its work. */
    public <T> void submitAll(Collection<T> items, Work<? super T, ? extends R> work) {
        submitAll(items.stream().<Task<R>>map(item -> () -> work.on(item)).iterator());
    }

    /**
     * Gives the pool all its work, taken from {@code tasks} as results are.
     *
     * @param tasks may throw {@link UncheckedIOException}, whose cause is then thrown on
     */
    public void submitAll(Iterator<Task<R>> tasks) {
        rest = tasks;
    }

    /** Whether there is so much work ahead that a result should be taken before more is submitted. */
    public boolean isFull() {
        return underWay.size() >= ahead || weight >= maxWeight;
    }

    /** Gives the pool one piece of work, however full it is. */
    public void submit(Task<R> task, long taskWeight) {
        underWay.add(new Pending<>(executor.submit(task::run), taskWeight));
        weight += taskWeight;
    }

    /** The next result, or null after the last. */
    public R next() throws IOException {
        try {
            while (!isFull() && rest.hasNext()) {
                submit(rest.next(), 0);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (underWay.isEmpty()) {
            return null;
        }
        Pending<R> first = underWay.remove();
        weight -= first.weight;
        try {
            return first.result.get();
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
    public void close() throws IOException {
        executor.shutdownNow();
        boolean interrupted = Thread.interrupted();
        // However often it is interrupted: what is under way writes where the caller is about to give up its lock.
        while (!executor.isTerminated()) {
            try {
                executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            closeUnclaimed();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeUnclaimed() throws IOException {
        for (Pending<R> work : underWay) {
            if (work.result.isDone() && result(work.result) instanceof Closeable result) {
                result.close();
            }
        }
    }

    /** The result of work that is done, or null if it failed. */
    private static Object result(Future<?> work) {
        try {
            return work.get();
        } catch (InterruptedException | ExecutionException e) {
            return null;
        }
    }
}
