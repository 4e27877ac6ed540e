package org.ooni.pipeline.cli.tick;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ooni.pipeline.cli.state.BucketState;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.cli.state.StageState;
import org.ooni.pipeline.cli.state.Trouble;
import org.ooni.pipeline.raw.Bucket;

/**
 * What a tick does: a pure function of state, clock and options.
 *
 * @param turns in the order in which they are taken: the newest days first, fresh data before any reprocessing
 * @param troubles that keep stages from being run, of the stages that are wanted
 */
record TickPlan(List<Turn> turns, List<Trouble> troubles) {

    /**
     * A bucket, and what is done with it.
     *
     * @param files which of its files centrifugation takes up
     */
    record Turn(Bucket bucket, Files files) {}

    /** Done-ness is per file: those that are new do not wait for those that are to be made again. */
    enum Files {
        /** New ones, and there are no others. */
        ALL,
        /** New ones, leaving those of an older version for a later turn. */
        FRESH,
        /** Those of an older version. */
        BEHIND
    }

    static TickPlan of(List<BucketState> states, Instant now, TickOptions options) {
        List<BucketState> newestFirst = states.stream()
                .sorted(Comparator.comparing(BucketState::bucket).reversed())
                .toList();
        List<Turn> fresh = new ArrayList<>();
        List<Turn> behind = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>();
        for (BucketState state : newestFirst) {
            boolean isBehind = isBehind(state, options);
            if (hasFresh(state, now, options)) {
                fresh.add(new Turn(state.bucket(), isBehind ? Files.FRESH : Files.ALL));
            }
            if (isBehind) {
                behind.add(new Turn(state.bucket(), Files.BEHIND));
            }
            options.stages().stream()
                    .sorted()
                    .forEach(stage -> troubles.addAll(state.of(stage).troubles()));
        }
        fresh.addAll(behind);
        return new TickPlan(List.copyOf(fresh), List.copyOf(troubles));
    }

    private static boolean hasFresh(BucketState state, Instant now, TickOptions options) {
        boolean canning = mayRun(StageName.CANNING, state, options)
                && (state.canning().interrupted()
                        || !RipeReports.of(state.bucket(), state.arrivals(), now, options)
                                .isEmpty());
        return canning || isToBeAutoclaved(state, options) || isPending(StageName.CENTRIFUGATION, state, options);
    }

    /** What must not be published any more does not wait for its turn behind what is only old. */
    static boolean isToBeAutoclaved(BucketState state, TickOptions options) {
        return isPending(StageName.AUTOCLAVING, state, options)
                || mayRun(StageName.AUTOCLAVING, state, options)
                        && state.autoclaving().behind() > 0;
    }

    private static boolean isPending(StageName stage, BucketState state, TickOptions options) {
        return mayRun(stage, state, options) && state.of(stage).pending() > 0;
    }

    private static boolean isBehind(BucketState state, TickOptions options) {
        return mayRun(StageName.CENTRIFUGATION, state, options)
                && state.centrifugation().behind() > 0;
    }

    /** What a person has to look at first is left alone. */
    static boolean mayRun(StageName stage, BucketState state, TickOptions options) {
        StageState found = state.of(stage);
        return options.stages().contains(stage) && found.troubles().isEmpty();
    }
}
