package org.ooni.pipeline.cli.watch;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** All metrics there are; every one is a gauge with the label {@code command}. */
enum Metric {
    RUN_START_TIME_SECONDS("When the latest run of the command began."),
    RUN_END_TIME_SECONDS("When the latest run of the command ended; absent while it is running."),
    RUN_EXIT_CODE("Exit code of the latest run; -1 after a signal; absent while it is running."),
    RUN_LAST_SUCCESS_TIME_SECONDS("When a run of the command last ended with exit code 0."),
    STAGE_BUCKETS("Buckets of the latest run, by stage and outcome (done, failed)."),
    STAGE_FIGURE("Figures of the latest run, summed over its buckets, by stage; named as with --json.");

    private static final String PREFIX = "ooni_pipeline_";

    private final String help;

    Metric(String help) {
        this.help = help;
    }

    String metricName() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    String help() {
        return help;
    }

    static Optional<Metric> of(String name) {
        return Stream.of(values())
                .filter(metric -> metric.metricName().equals(name))
                .findFirst();
    }
}
