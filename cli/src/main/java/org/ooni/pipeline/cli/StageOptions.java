package org.ooni.pipeline.cli;

import java.io.IOException;
import java.util.List;
import org.ooni.pipeline.cli.duplicates.DuplicatesReport;
import org.ooni.pipeline.cli.stage.BucketLoop;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.raw.Bucket;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What every command that runs stages takes: the buckets, how many cans at a time, and how to tell of it. */
final class StageOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private RangeOptions range;

    @Mixin
    private JobsOption jobs;

    @Mixin
    private JsonOption json;

    @Mixin
    private WatchOptions watch;

    int threads() {
        return jobs.threads();
    }

    /** Whether results are printed as objects. */
    boolean json() {
        return json.wanted();
    }

    /** Whether days are given at all. */
    boolean hasRange() {
        return range.isGiven();
    }

    List<Bucket> buckets() {
        return range.days().stream().map(Bucket::new).toList();
    }

    DuplicatesReport duplicatesReport() {
        return new DuplicatesReport(
                spec.commandLine().getOut(), spec.commandLine().getErr(), json.wanted(), false);
    }

    /** Runs stages, and tells of them as is asked for. */
    BucketLoop loop() {
        return Stages.loop(spec, json.wanted());
    }

    /** Runs {@code stages} over the buckets and returns the exit code. */
    int run(List<? extends Stage> stages) throws IOException {
        return loop().run(buckets(), stages).number();
    }
}
