package org.ooni.pipeline.cli.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a stage did in a run so far. */
final class StageTotals {
    private long done;
    private long failed;
    private final Map<String, Number> figures = new LinkedHashMap<>();

    /** @param counts of one bucket; what is no number is not added up */
    void add(Map<String, Object> counts) {
        done++;
        counts.forEach((name, value) -> {
            if (value instanceof Number number) {
                figures.merge(name, number, StageTotals::sum);
            }
        });
    }

    void addFailure() {
        failed++;
    }

    private static Number sum(Number a, Number b) {
        // Each on its own: a conditional expression would make a double of both.
        if (a instanceof Double || b instanceof Double) {
            return Math.round((a.doubleValue() + b.doubleValue()) * 1000) / 1000.0;
        }
        return a.longValue() + b.longValue();
    }

    long done() {
        return done;
    }

    long failed() {
        return failed;
    }

    /** Sums over buckets, by the names of {@code --json}. */
    Map<String, Number> figures() {
        return figures;
    }
}
