package org.ooni.pipeline.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** All figures taken so far. */
final class Results {
    private final Map<Key, Sample> samples = new LinkedHashMap<>();

    /** A case, and the day it was measured on. */
    record Key(Case measured, Day day) {}

    /**
     * The repetitions of one measurement.
     *
     * @param text the bytes of raw reports that the data come from
     */
    record Sample(long text, List<Usage> usages) {
        double wall() {
            return median(Usage::wall);
        }

        double cpu() {
            return median(Usage::cpu);
        }

        double serverCpu() {
            return median(Usage::serverCpu);
        }

        /** Of all repetitions: the most, and 0 where it is unknown. */
        long peakRss() {
            return usages.stream().mapToLong(Usage::peakRss).max().orElse(0);
        }

        double megabytesPerSecond() {
            return text / 1e6 / wall();
        }

        double megabytesPerCpuSecond() {
            return text / 1e6 / cpu();
        }

        private double median(ToDoubleFunction<Usage> figure) {
            double[] sorted = usages.stream().mapToDouble(figure).sorted().toArray();
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    void add(Case measured, Day day, long text, Usage usage) {
        samples.computeIfAbsent(new Key(measured, day), key -> new Sample(text, new ArrayList<>()))
                .usages()
                .add(usage);
    }

    Optional<Sample> of(Case measured, Day day) {
        return Optional.ofNullable(samples.get(new Key(measured, day)));
    }

    /** In the order in which they were first measured. */
    Map<Key, Sample> all() {
        return samples;
    }
}
