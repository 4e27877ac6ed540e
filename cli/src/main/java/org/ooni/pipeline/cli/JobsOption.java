package org.ooni.pipeline.cli;

import org.ooni.pipeline.cli.exit.CommandException;
import picocli.CommandLine.Option;

/** {@code --jobs N}. */
final class JobsOption {
    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "Threads: cans in the making at a time, or as many that feed the database. Default: the machine's cores.")
    private Integer jobs;

    int threads() {
        if (jobs != null && jobs < 1) {
            throw CommandException.usage("--jobs: " + jobs + " is not a number of threads; give 1 or more.");
        }
        return jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    }
}
