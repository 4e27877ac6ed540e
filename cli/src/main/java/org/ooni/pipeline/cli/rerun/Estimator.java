package org.ooni.pipeline.cli.rerun;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ooni.pipeline.cli.state.StageName;

/**
 * Tells from what was done how long the rest takes: each stage has a rate of its own, as one may be many times faster
 * than another. Time that is spent on waiting for others does not count. Not thread-safe.
 */
final class Estimator {
    /** What a bucket costs however small it is, as bytes of input: a transaction, an index. */
    private static final long BYTES_OF_A_BUCKET = 1_000_000;

    private final Map<StageName, Sums> stages = new EnumMap<>(StageName.class);

    /** Input of a stage, of one bucket. */
    record Input(StageName stage, long bytes) {
        private double work() {
            return bytes + (double) BYTES_OF_A_BUCKET;
        }
    }

    private static final class Sums {
        private double firstWork;
        private double firstNanos;
        private double work;
        private double nanos;

        void add(double moreWork, double moreNanos) {
            if (firstWork == 0) {
                firstWork = moreWork;
                firstNanos = moreNanos;
            } else {
                work += moreWork;
                nanos += moreNanos;
            }
        }

        /** The first one is slow, as nothing is in memory yet: it counts until others have done more. */
        double nanosPerWork() {
            return work >= firstWork ? nanos / work : (firstNanos + nanos) / (firstWork + work);
        }
    }

    void done(Input input, Duration time) {
        stages.computeIfAbsent(input.stage(), stage -> new Sums()).add(input.work(), time.toNanos());
    }

    /** How long {@code inputs} take; empty as long as nothing is known of one of their stages. */
    Optional<Duration> timeOf(Collection<Input> inputs) {
        double nanos = 0;
        for (Input input : inputs) {
            Sums known = stages.get(input.stage());
            if (known == null) {
                return Optional.empty();
            }
            nanos += input.work() * known.nanosPerWork();
        }
        return Optional.of(Duration.ofNanos((long) nanos));
    }
}
