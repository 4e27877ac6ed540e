package org.ooni.pipeline.cli;

import java.io.IOException;
import java.util.List;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.raw.Bucket;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What every command that runs stages takes: the buckets, how many cans at a time, and how to tell of it. */
final class StageOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private RangeOptions range;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "Threads: cans in the making at a time, or as many that feed the database. Default: the machine's cores.")
    private Integer jobs;

    @Mixin
    private JsonOption json;

    int threads() {
        int cores = Runtime.getRuntime().availableProcessors();
        if (jobs != null && jobs < 1) {
            throw CommandException.usage("--jobs: " + jobs + " is not a number of threads; give 1 or more.");
        }
        return jobs == null ? cores : jobs;
    }

    /** Whether results are printed as objects. */
    boolean json() {
        return json.wanted();
    }

    List<Bucket> buckets() {
        return range.days().stream().map(Bucket::new).toList();
    }

    /** Runs {@code stages} over the buckets and returns the exit code. */
    int run(List<? extends Stage> stages) throws IOException {
        return Stages.loop(spec, json.wanted()).run(buckets(), stages).number();
    }
}
