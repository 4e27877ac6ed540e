package org.ooni.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedPoolTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 200).boxed().toList();

    @Test
    void resultsComeInTheOrderOfTheWork() throws IOException {
        try (OrderedPool<Integer> pool = new OrderedPool<>(4)) {
            pool.submitAll(ITEMS, i -> {
                if (i % 3 == 0) {
                    Thread.yield();
                }
                return i;
            });
            List<Integer> results = new ArrayList<>();
            for (Integer i = pool.next(); i != null; i = pool.next()) {
                results.add(i);
            }
            assertThat(results).isEqualTo(ITEMS);
        }
    }

    @Test
    void withoutWorkThereIsNoResult() throws IOException {
        try (OrderedPool<Integer> pool = new OrderedPool<>(1)) {
            assertThat(pool.next()).isNull();
        }
    }

    @Test
    void workIsNotDoneFarAheadOfItsResults() throws IOException {
        AtomicInteger started = new AtomicInteger();
        try (OrderedPool<Integer> pool = new OrderedPool<>(2)) {
            pool.submitAll(ITEMS, i -> started.incrementAndGet());
            assertThat(pool.next()).isNotNull();
            assertThat(started).hasValueLessThanOrEqualTo(4);
        }
    }

    @Test
    void aFailureIsThrownAtItsPlaceAndEndsTheWork() throws IOException {
        AtomicInteger started = new AtomicInteger();
        try (OrderedPool<Integer> pool = new OrderedPool<>(2)) {
            pool.submitAll(ITEMS, i -> {
                started.incrementAndGet();
                if (i == 1) {
                    throw new BadInputException("no " + i);
                }
                return i;
            });
            assertThat(pool.next()).isZero();
            assertThatThrownBy(pool::next).isInstanceOf(BadInputException.class).hasMessage("no 1");
        }
        assertThat(started).hasValueLessThanOrEqualTo(6);
    }

    @Test
    void errorsOfTheProgramArePassedOn() throws IOException {
        try (OrderedPool<Integer> pool = new OrderedPool<>(1)) {
            pool.submitAll(List.of(0), i -> 1 / i);
            assertThatThrownBy(pool::next).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void closingWaitsForWhatIsUnderWay() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        OrderedPool<Integer> pool = new OrderedPool<>(1);
        pool.submitAll(List.of(0, 1), i -> {
            if (i == 0) {
                return i;
            }
            running.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                ended.incrementAndGet();
            }
            return i;
        });
        assertThat(pool.next()).isZero();
        running.await();
        pool.close();
        assertThat(ended).hasValue(1);
    }

    @Test
    void heavyWorkFillsItBeforeManyPiecesDo() throws IOException {
        try (OrderedPool<Integer> pool = new OrderedPool<>(4, 8, 10)) {
            pool.submit(() -> 1, 4);
            assertThat(pool.isFull()).isFalse();
            pool.submit(() -> 2, 6);
            assertThat(pool.isFull()).isTrue();

            assertThat(pool.next()).isEqualTo(1);

            assertThat(pool.isFull()).isFalse();
            assertThat(pool.next()).isEqualTo(2);
            assertThat(pool.next()).isNull();
        }
    }

    @Test
    void manyLightPiecesFillItToo() throws IOException {
        try (OrderedPool<Integer> pool = new OrderedPool<>(2, 4, 10)) {
            for (int i = 0; i < 4; i++) {
                assertThat(pool.isFull()).isFalse();
                pool.submit(() -> 0, 0);
            }
            assertThat(pool.isFull()).isTrue();
        }
    }
}
