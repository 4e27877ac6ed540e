package org.ooni.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of the work, the results and the threads when a pool does not end well. */
class OrderedPoolFailureTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 20).boxed().toList();

    @Test
    void theFirstFailureInTheOrderOfTheWorkWins() throws IOException {
        CountDownLatch second = new CountDownLatch(1);
        try (OrderedPool<Integer> pool = new OrderedPool<>(2)) {
            pool.submitAll(ITEMS, i -> {
                if (i == 0) {
                    await(second);
                    throw new IOException("first");
                }
                second.countDown();
                throw new IOException("later");
            });
            assertThatThrownBy(pool::next).hasMessage("first");
        }
    }

    @Test
    void resultsThatNobodyTookAreClosed() throws IOException {
        AtomicInteger open = new AtomicInteger();
        try (OrderedPool<Closeable> pool = new OrderedPool<>(2)) {
            pool.submitAll(ITEMS, i -> {
                if (i == 2) {
                    throw new IOException("no " + i);
                }
                open.incrementAndGet();
                return open::decrementAndGet;
            });
            pool.next().close();
            pool.next().close();
            assertThatThrownBy(pool::next).hasMessage("no 2");
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void workThatCannotBeListedIsAFailureOfItsOwnKind() throws IOException {
        Iterator<OrderedPool.Task<Integer>> tasks = new Iterator<>() {
            @Override
            public boolean hasNext() {
                throw new UncheckedIOException(new BadInputException("index damaged"));
            }

            @Override
            public OrderedPool.Task<Integer> next() {
                return () -> 1;
            }
        };
        try (OrderedPool<Integer> pool = new OrderedPool<>(1)) {
            pool.submitAll(tasks);
            assertThatThrownBy(pool::next).isInstanceOf(BadInputException.class).hasMessage("index damaged");
        }
    }

    @Test
    void anInterruptedPoolWaitsForItsWorkHoweverOftenItIsInterrupted() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger leftAtTheEnd = new AtomicInteger(-1);
        AtomicBoolean flag = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        Thread user = new Thread(() -> {
            try (OrderedPool<Integer> pool = new OrderedPool<>(2)) {
                pool.submitAll(ITEMS, i -> stubborn(underWay, started));
                assertThatThrownBy(pool::next).isInstanceOf(InterruptedIOException.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            leftAtTheEnd.set(underWay.get());
            flag.set(Thread.currentThread().isInterrupted());
        });
        user.start();
        started.await();
        for (int i = 0; i < 5 && user.isAlive(); i++) {
            user.interrupt();
            Thread.sleep(20);
        }
        user.join();
        assertThat(leftAtTheEnd).hasValue(0);
        assertThat(flag).as("the thread stays interrupted").isTrue();
    }

    @Test
    void noThreadIsLeft() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (OrderedPool<Integer> pool = new OrderedPool<>(4)) {
            pool.submitAll(ITEMS, item -> {
                threads.add(Thread.currentThread());
                return item;
            });
            assertThat(pool.next()).isZero();
        }
        assertThat(threads).isNotEmpty();
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    /** Work that takes its time, interrupted or not. */
    private static int stubborn(AtomicInteger underWay, CountDownLatch started) {
        underWay.incrementAndGet();
        started.countDown();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return underWay.decrementAndGet();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
