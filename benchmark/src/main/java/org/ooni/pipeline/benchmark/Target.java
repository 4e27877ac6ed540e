package org.ooni.pipeline.benchmark;

import java.util.Locale;

/**
 * A figure beside what it is compared with.
 *
 * @param what is asked for
 * @param ours the figure
 * @param unit of both
 * @param yardstick what ours is divided by
 * @param limit of the ratio; {@link Double#NaN} where it is only reported
 */
record Target(String what, double ours, double yardstick, String unit, double limit, boolean atLeast) {
    static Target atMost(double limit, String what, double ours, double yardstick, String unit) {
        return new Target(what, ours, yardstick, unit, limit, false);
    }

    static Target atLeast(double limit, String what, double ours, double yardstick, String unit) {
        return new Target(what, ours, yardstick, unit, limit, true);
    }

    static Target reported(String what, double ours, double yardstick, String unit) {
        return new Target(what, ours, yardstick, unit, Double.NaN, false);
    }

    double ratio() {
        return ours / yardstick;
    }

    /** {@code pass} or {@code miss}; empty where it is only reported. What could not be measured has not passed. */
    String verdict() {
        if (Double.isNaN(limit)) {
            return "";
        }
        boolean passed = atLeast ? ratio() >= limit : ratio() <= limit;
        return passed && ours > 0 && yardstick > 0 ? "pass" : "miss";
    }

    /** As in {@code ≤ 0.60}. */
    String condition() {
        return Double.isNaN(limit) ? "" : (atLeast ? "≥ " : "≤ ") + String.format(Locale.ROOT, "%.2f", limit);
    }
}
