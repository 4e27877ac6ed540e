package org.ooni.pipeline.cli.tick;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.BucketLoop;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.cli.state.BucketState;
import org.ooni.pipeline.cli.state.Sensor;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.cli.tick.TickPlan.Turn;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.raw.Bucket;

/**
 * Takes the turns of a {@link TickPlan}. A bucket is worked on by one tick at a time, and looked at again before each
 * stage: others may have been there since the plan was made.
 */
public final class Tick {
    private final Sensor sensor;
    private final TurnLocks locks;
    private final FreshWork freshWork;
    private final TickStages stages;
    private final BucketLoop loop;
    private final PrintWriter err;
    private final Clock clock;
    private final TickOptions options;
    private final TickLimits limits;

    /** @param err gets a line for each trouble, and one for what remains */
    public Tick(
            Sensor sensor,
            TurnLocks locks,
            FreshWork freshWork,
            TickStages stages,
            BucketLoop loop,
            PrintWriter err,
            Clock clock,
            TickOptions options,
            TickLimits limits) {
        this.sensor = sensor;
        this.locks = locks;
        this.freshWork = freshWork;
        this.stages = stages;
        this.loop = loop;
        this.err = err;
        this.clock = clock;
        this.options = options;
        this.limits = limits;
    }

    /**
     * Does what is not done.
     *
     * @param states what the sensor has found
     * @return {@link ExitCode#BUSY} if others were at all that there is to do
     * @throws IOException also if the thread is interrupted; what remains was told then
     */
    public ExitCode run(List<BucketState> states) throws IOException, SQLException {
        TickPlan plan = TickPlan.of(states, clock.instant(), options);
        plan.troubles().forEach(trouble -> err.println("needs a look: " + trouble.text()));
        ExitCode worst = plan.troubles().isEmpty() ? ExitCode.DONE : ExitCode.BAD_INPUT;
        return plan.turns().isEmpty() ? worst : takeAll(plan.turns(), worst);
    }

    private ExitCode takeAll(List<Turn> turns, ExitCode before) throws IOException, SQLException {
        ExitCode worst = before;
        Instant deadline = limits.deadline(clock.instant());
        int done = 0;
        int busy = 0;
        try (FreshWork.Announced fresh = freshWork.announce()) {
            for (int i = 0; i < turns.size(); i++) {
                if (done >= limits.maxBuckets() || !clock.instant().isBefore(deadline)) {
                    remaining("the limit is reached", turns.subList(i, turns.size()));
                    break;
                }
                if (turns.get(i).files() == TickPlan.Files.BEHIND) {
                    // From here on it is no more urgent than what others make again.
                    fresh.end();
                }
                ExitCode code = take(turns, i, deadline);
                done += code == ExitCode.DONE ? 1 : 0;
                busy += code == ExitCode.BUSY ? 1 : 0;
                worst = code == ExitCode.BUSY ? worst : worst.orWorse(code);
            }
        }
        return done == 0 && busy > 0 ? worst.orWorse(ExitCode.BUSY) : worst;
    }

    private ExitCode take(List<Turn> turns, int i, Instant deadline) throws IOException, SQLException {
        boolean finished = false;
        try {
            ExitCode code = take(turns.get(i), deadline);
            finished = true;
            return code;
        } finally {
            if (!finished) {
                remaining("stopped", turns.subList(i, turns.size()));
            }
        }
    }

    private void remaining(String why, List<Turn> turns) {
        List<Bucket> buckets = turns.stream().map(Turn::bucket).distinct().toList();
        err.println("tick: " + why + "; left for the next one: " + Words.count(buckets.size(), "bucket") + ", "
                + buckets.get(0) + " first");
    }

    @SuppressWarnings("try")
    private ExitCode take(Turn turn, Instant deadline) throws IOException, SQLException {
        Bucket bucket = turn.bucket();
        try (TurnLocks.Held mine = locks.take(bucket)) {
            for (StageName stage : StageName.values()) {
                if (!clock.instant().isBefore(deadline)) {
                    break;
                }
                Optional<Stage> work = stage(stage, turn);
                ExitCode code = work.isEmpty() ? ExitCode.DONE : loop.run(List.of(bucket), List.of(work.get()));
                if (code != ExitCode.DONE) {
                    return code;
                }
            }
            return ExitCode.DONE;
        } catch (BusyException e) {
            return ExitCode.BUSY;
        }
    }

    private Optional<Stage> stage(StageName stage, Turn turn) throws IOException, SQLException {
        BucketState now = sensor.look(turn.bucket());
        if (!TickPlan.mayRun(stage, now, options)) {
            return Optional.empty();
        }
        return switch (stage) {
            case CANNING -> canning(now, turn);
            case AUTOCLAVING ->
                turn.files() == TickPlan.Files.BEHIND || !TickPlan.isToBeAutoclaved(now, options)
                        ? Optional.empty()
                        : Optional.of(stages.autoclaving());
            case CENTRIFUGATION -> centrifugation(now, turn);
        };
    }

    private Optional<Stage> canning(BucketState now, Turn turn) {
        SortedSet<String> ripe = RipeReports.of(turn.bucket(), now.arrivals(), clock.instant(), options);
        boolean isNothing = ripe.isEmpty() && !now.canning().interrupted();
        return turn.files() == TickPlan.Files.BEHIND || isNothing
                ? Optional.empty()
                : Optional.of(stages.canning(ripe));
    }

    /** Without a file in the archive there is nothing to be taken up. */
    private Optional<Stage> centrifugation(BucketState now, Turn turn) throws IOException, SQLException {
        if (now.autoclaving().done() + now.autoclaving().behind() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                turn.files() == TickPlan.Files.FRESH ? stages.centrifugationOfFresh() : stages.centrifugation());
    }
}
