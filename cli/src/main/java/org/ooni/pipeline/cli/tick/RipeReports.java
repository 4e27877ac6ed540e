package org.ooni.pipeline.cli.tick;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ooni.pipeline.canning.FullCans;
import org.ooni.pipeline.cli.state.Arrivals;
import org.ooni.pipeline.cli.state.Arrivals.Arrival;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.RawReport;

/** Which of the reports that wait are to be canned now, so that they are soon published and share cans. Pure. */
final class RipeReports {
    /** How much longer reports wait for each can that would be too many. */
    private static final int GROWTH = 4;

    private static final int MOST_GROWN = 2;

    private final Bucket bucket;
    private final Arrivals arrivals;
    private final Instant now;
    private final TickOptions options;

    private RipeReports(Bucket bucket, Arrivals arrivals, Instant now, TickOptions options) {
        this.bucket = bucket;
        this.arrivals = arrivals;
        this.now = now;
        this.options = options;
    }

    /**
     * Names of files: all of a test when the day is over and quiet, or when its oldest report has waited long enough;
     * otherwise those that fill cans. Never one that was changed within the quiet period. The more cans a test has that it
     * does not need, the longer its reports wait, up to sixteen times the maximum wait.
     */
    static SortedSet<String> of(Bucket bucket, Arrivals arrivals, Instant now, TickOptions options) {
        return new RipeReports(bucket, arrivals, now, options).names();
    }

    private SortedSet<String> names() {
        boolean dayIsDone = isOver() && isQuiet();
        SortedSet<String> names = new TreeSet<>();
        quietByTest().forEach((test, arrived) -> {
            List<RawReport> reports = arrived.stream().map(Arrival::report).toList();
            boolean all = dayIsDone || hasWaited(arrived, maxWait(test));
            List<RawReport> ripe = all ? reports : FullCans.of(reports, options.canSize());
            ripe.forEach(report -> names.add(report.name().file()));
        });
        return names;
    }

    private boolean isOver() {
        Instant midnight = bucket.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return !now.isBefore(midnight);
    }

    private boolean isQuiet() {
        return arrivals.reports().stream().allMatch(arrival -> isQuiet(arrival.changed()))
                && arrivals.uploads().stream().allMatch(this::isQuiet);
    }

    /** A time to come is that of a clock that is wrong, and counts as its distance. */
    private boolean isQuiet(Instant changed) {
        return Duration.between(changed, now).abs().compareTo(options.quietPeriod()) >= 0;
    }

    private Duration maxWait(String test) {
        int surplus = Math.min(arrivals.surplus().getOrDefault(test, 0), MOST_GROWN);
        return options.maxWait().multipliedBy((long) Math.pow(GROWTH, surplus));
    }

    private boolean hasWaited(List<Arrival> test, Duration maxWait) {
        return test.stream()
                .anyMatch(arrival -> Duration.between(arrival.changed(), now).compareTo(maxWait) >= 0);
    }

    private Map<String, List<Arrival>> quietByTest() {
        Map<String, List<Arrival>> tests = new TreeMap<>();
        for (Arrival arrival : arrivals.reports()) {
            if (isQuiet(arrival.changed())) {
                tests.computeIfAbsent(arrival.report().name().testName(), test -> new ArrayList<>())
                        .add(arrival);
            }
        }
        return tests;
    }
}
