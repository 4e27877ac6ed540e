package org.ooni.pipeline.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.watch.Watches;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * Who is told of a run. A command that mixes this in, itself or through {@link StageOptions}, is watched from its
 * beginning to its end by {@link Execution}, and bucket by bucket where it uses {@link Stages#loop}.
 */
final class WatchOptions {
    @Mixin
    private RunsFileOption runsFile;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = "Write figures of the run to FILE for Prometheus, when it begins, after each bucket and when"
                    + " it ends.")
    private Path metricsFile;

    @Option(
            names = "--statsd",
            paramLabel = "HOST:PORT",
            description = "Send figures of each bucket, and of the run, to StatsD.")
    private String statsd;

    @Option(
            names = "--on-failure",
            paramLabel = "CMD",
            description = "A command for the shell if the run fails; PIPELINE_EXIT, PIPELINE_COMMAND, PIPELINE_BUCKETS"
                    + " and PIPELINE_MESSAGE tell it why.")
    private String onFailure;

    @Option(
            names = "--on-failure-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long that command may take. Default: 60.")
    private int onFailureTimeout;

    /** @throws CommandException wrong use */
    Watches watches(CommandSpec command) {
        if (onFailureTimeout < 1) {
            throw CommandException.usage(
                    "--on-failure-timeout: " + onFailureTimeout + " is not a number of seconds; give 1 or more.");
        }
        return new Watches(
                runsFile.of(command),
                Optional.ofNullable(metricsFile),
                Optional.ofNullable(statsd),
                Optional.ofNullable(onFailure),
                Duration.ofSeconds(onFailureTimeout));
    }
}
