package org.ooni.pipeline.cli.watch;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** What the metrics say of a run. */
final class RunMetrics {
    private static final int SIGNAL = -1;

    private RunMetrics() {}

    /** Puts what is known of {@code run} in the place of the command's run before. */
    static void replace(MetricsText text, Run run) {
        String command = run.command();
        Optional<String> lastSuccess = text.value(Metric.RUN_LAST_SUCCESS_TIME_SECONDS, command);
        text.remove(command);
        lastSuccess.ifPresent(time -> text.put(Metric.RUN_LAST_SUCCESS_TIME_SECONDS, new BigDecimal(time), command));
        text.put(Metric.RUN_START_TIME_SECONDS, seconds(run.start()), command);
        if (run.end() != null) {
            text.put(Metric.RUN_END_TIME_SECONDS, seconds(run.end().time()), command);
            text.put(Metric.RUN_EXIT_CODE, run.end().exit().orElse(SIGNAL), command);
            if (run.end().isSuccess()) {
                text.put(Metric.RUN_LAST_SUCCESS_TIME_SECONDS, seconds(run.end().time()), command);
            }
        }
        run.stages().forEach((stage, totals) -> {
            text.put(Metric.STAGE_BUCKETS, totals.done(), command, "stage", stage, "outcome", "done");
            text.put(Metric.STAGE_BUCKETS, totals.failed(), command, "stage", stage, "outcome", "failed");
            totals.figures()
                    .forEach((figure, sum) ->
                            text.put(Metric.STAGE_FIGURE, sum, command, "stage", stage, "figure", figure));
        });
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond();
    }
}
