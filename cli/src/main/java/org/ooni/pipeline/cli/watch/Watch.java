package org.ooni.pipeline.cli.watch;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.ooni.pipeline.cli.config.Secrets;
import org.ooni.pipeline.cli.exit.Failure;
import org.ooni.pipeline.cli.stage.BucketListener;
import org.ooni.pipeline.cli.stage.Summary;
import org.ooni.pipeline.raw.Bucket;

/** Tells all {@link Watcher}s of one run. */
public final class Watch implements BucketListener {
    private final Run run;
    private final List<Watcher> watchers;
    private final Clock clock;
    private final Consumer<String> warnings;

    private interface News {
        void tell(Watcher watcher) throws IOException;
    }

    Watch(Run run, List<Watcher> watchers, Clock clock, Consumer<String> warnings) {
        this.run = run;
        this.watchers = List.copyOf(watchers);
        this.clock = clock;
        this.warnings = warnings;
    }

    void begin() {
        tell(watcher -> watcher.begun(run));
    }

    @Override
    public void done(Bucket bucket, String stage, Summary summary) {
        run.stage(stage).add(summary.figures());
        tell(watcher -> watcher.bucket(run, stage, summary.figures()));
    }

    @Override
    public void failed(Bucket bucket, String stage, Failure failure) {
        run.add(new Run.BucketFailure(
                bucket.toString(), stage, failure.code().number(), Secrets.masked(failure.message())));
        tell(watcher -> watcher.bucket(run, stage, Map.of()));
    }

    /**
     * The run is over.
     *
     * @param exit empty if by a signal
     * @param message of what ended it; may be null
     */
    public void end(OptionalInt exit, String message) {
        run.end(new Run.End(clock.instant(), exit, Secrets.masked(message)));
        // A thread that is interrupted cannot lock a file, and that it was is worth telling.
        boolean interrupted = Thread.interrupted();
        tell(watcher -> watcher.ended(run));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(News news) {
        for (Watcher watcher : watchers) {
            try {
                news.tell(watcher);
            } catch (IOException | RuntimeException e) {
                warnings.accept("warning: " + Failure.of(e).message());
            }
        }
    }
}
