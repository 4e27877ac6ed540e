package org.ooni.pipeline.cli.rerun;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.cli.rerun.Estimator.Input;
import org.ooni.pipeline.cli.rerun.RerunState.Effort;
import org.ooni.pipeline.cli.rerun.RerunState.Turn;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.raw.Bucket;

/** How far a rerun is, in words, and how long the rest may take. Not thread-safe. */
final class Advance {
    private final Map<Bucket, BucketWork> works;
    private final int buckets;
    private final Estimator estimator = new Estimator();
    private final Set<Bucket> givenUp = new HashSet<>();
    private Duration spent = Duration.ZERO;

    /**
     * @param state what was done by earlier processes
     * @param works of the buckets that were left by them
     */
    Advance(RerunState state, Map<Bucket, BucketWork> works) {
        this.works = works;
        this.buckets = state.buckets().size();
        state.done().forEach(this::done);
    }

    void done(Turn turn, Effort effort) {
        estimator.done(new Input(turn.stage(), effort.bytes()), effort.time());
        spent = spent.plus(effort.time());
    }

    /** The bucket is not taken again by this process. */
    void failed(Bucket bucket) {
        givenUp.add(bucket);
    }

    /** All of them. */
    String buckets() {
        return Words.count(buckets, "bucket");
    }

    /** {@code 3 of 30 buckets, 12 %, about 2 h 10 min left}. */
    String line(RerunState state) {
        int left = state.bucketsLeft().size();
        String line = (buckets - left) + " of " + buckets();
        Optional<Duration> rest = rest(state);
        if (left == 0 || rest.isEmpty()) {
            return line;
        }
        return line + ", " + percent(rest.get()) + " %, about " + Words.about(rest.get()) + " left";
    }

    private Optional<Duration> rest(RerunState state) {
        return estimator.timeOf(state.turnsLeft().stream()
                .filter(turn -> !givenUp.contains(turn.bucket()))
                .map(this::input)
                .toList());
    }

    private Input input(Turn turn) {
        BucketWork work = works.get(turn.bucket());
        return new Input(turn.stage(), work == null ? 0 : work.of(turn.stage()).bytes());
    }

    private long percent(Duration rest) {
        return Math.round(
                100.0 * spent.toMillis() / Math.max(1, spent.plus(rest).toMillis()));
    }

    /** What remains, and how to go on. */
    String left(RerunState state) {
        List<Bucket> left = state.bucketsLeft();
        if (left.isEmpty()) {
            return "nothing is left";
        }
        String failed =
                state.failed().isEmpty() ? "" : ", of which " + state.failed().size() + " failed";
        return left.size() + " of " + buckets() + (left.size() == 1 ? " is" : " are") + " left" + failed + ", "
                + left.get(0) + " first; the same command goes on with " + (left.size() == 1 ? "it" : "them");
    }
}
