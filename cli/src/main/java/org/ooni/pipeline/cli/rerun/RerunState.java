package org.ooni.pipeline.cli.rerun;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.raw.Bucket;

/**
 * How far a rerun has come. Immutable.
 *
 * @param begun when it was
 * @param stages that are run on each bucket, in this order
 * @param testNames files with a report of one of these; none for all
 * @param buckets all of them, in the order in which they are taken
 * @param done what was finished, and what that took
 * @param failed buckets that failed and were not finished since, with the exit code
 */
public record RerunState(
        Instant begun,
        List<StageName> stages,
        Set<String> testNames,
        List<Bucket> buckets,
        Map<Turn, Effort> done,
        Map<Bucket, Integer> failed) {

    public RerunState {
        stages = List.copyOf(stages);
        testNames = Set.copyOf(testNames);
        buckets = List.copyOf(buckets);
        // In their order: the first ones are slower than the others.
        done = new LinkedHashMap<>(done);
        failed = new TreeMap<>(failed);
    }

    /** The piece of work that is finished or not. */
    public record Turn(Bucket bucket, StageName stage) {}

    /**
     * What a turn took.
     *
     * @param bytes of its input, as they were planned
     */
    public record Effort(long bytes, Duration time) {}

    RerunState withDone(Turn turn, Effort effort) {
        RerunState next = new RerunState(begun, stages, testNames, buckets, done, failed);
        next.done.put(turn, effort);
        if (next.stagesLeft(turn.bucket()).isEmpty()) {
            next.failed.remove(turn.bucket());
        }
        return next;
    }

    RerunState withFailed(Bucket bucket, int exit) {
        RerunState next = new RerunState(begun, stages, testNames, buckets, done, failed);
        next.failed.put(bucket, exit);
        return next;
    }

    /** Buckets with a stage that is not finished. */
    public List<Bucket> bucketsLeft() {
        return buckets.stream().filter(bucket -> !stagesLeft(bucket).isEmpty()).toList();
    }

    List<StageName> stagesLeft(Bucket bucket) {
        return stages.stream()
                .filter(stage -> !done.containsKey(new Turn(bucket, stage)))
                .toList();
    }

    List<Turn> turnsLeft() {
        List<Turn> turns = new ArrayList<>();
        for (Bucket bucket : buckets) {
            stagesLeft(bucket).forEach(stage -> turns.add(new Turn(bucket, stage)));
        }
        return turns;
    }
}
