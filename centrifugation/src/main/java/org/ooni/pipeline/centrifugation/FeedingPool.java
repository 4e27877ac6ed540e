package org.ooni.pipeline.centrifugation;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.FeederContext;
import org.ooni.pipeline.io.OrderedPool;

/**
 * Feeds batches in parallel, each thread with Feeders of its own; results come in the order of the batches. Used by one
 * thread.
 */
final class FeedingPool implements Closeable {
    /** Batches for each thread whose rows nobody took yet: while the server takes some rows, others are made. */
    private static final int AHEAD = 8;

    /** Of their frames, in bytes: one that is larger is read all the same. */
    private static final long MAX_AHEAD = 16 << 20;

    private final OrderedPool<List<FedMeasurement>> pool;
    private final Queue<BatchFeeding> idle = new ConcurrentLinkedQueue<>();

    /** @param feeders to be opened with {@code context} */
    FeedingPool(int threads, List<Feeder> feeders, FeederContext context) {
        this.pool = new OrderedPool<>(threads, AHEAD * threads, MAX_AHEAD);
        for (int i = 0; i < threads; i++) {
            FeederContext own = context.another();
            List<Feeder> opened = new ArrayList<>();
            feeders.forEach(feeder -> opened.add(feeder.open(own)));
            idle.add(new BatchFeeding(opened));
        }
    }

    /** Whether rows should be taken before another batch is submitted. */
    boolean isFull() {
        return pool.isFull();
    }

    void submit(MeasurementBatch batch) {
        pool.submit(() -> feed(batch), batch.size());
    }

    /** There is one for each thread. */
    private List<FedMeasurement> feed(MeasurementBatch batch) throws IOException {
        BatchFeeding feeding = idle.remove();
        try {
            return feeding.feed(batch);
        } finally {
            idle.add(feeding);
        }
    }

    /** What was made of the next batch; null after the last that was submitted. */
    List<FedMeasurement> next() throws IOException {
        return pool.next();
    }

    @Override
    public void close() throws IOException {
        pool.close();
    }
}
