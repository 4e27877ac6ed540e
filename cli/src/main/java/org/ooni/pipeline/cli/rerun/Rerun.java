package org.ooni.pipeline.cli.rerun;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.exit.ShutdownHook;
import org.ooni.pipeline.cli.log.LogLine;
import org.ooni.pipeline.cli.rerun.RerunState.Effort;
import org.ooni.pipeline.cli.rerun.RerunState.Turn;
import org.ooni.pipeline.cli.stage.BucketLoop;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.cli.tick.FreshWork;
import org.ooni.pipeline.cli.tick.TurnLocks;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.raw.Bucket;

/**
 * Works off what a ledger says is left, bucket by bucket. Fresh data win: while a tick is working on some, no further
 * bucket is begun. A bucket that others work on is taken again at the end.
 */
public final class Rerun {
    private static final int PAUSE_MILLIS = 500;

    private final RerunLedger ledger;
    private final TurnLocks locks;
    private final FreshWork freshWork;
    private final Map<StageName, Stage> stages;
    private final BucketLoop loop;
    private final PrintWriter err;
    private final Clock clock;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * @param ledger of a rerun that has begun
     * @param stages that make again what is done, each that the ledger knows of
     * @param err gets a line for each bucket, and one for what remains
     */
    public Rerun(
            RerunLedger ledger,
            TurnLocks locks,
            FreshWork freshWork,
            Map<StageName, Stage> stages,
            BucketLoop loop,
            PrintWriter err,
            Clock clock) {
        this.ledger = ledger;
        this.locks = locks;
        this.freshWork = freshWork;
        this.stages = stages;
        this.loop = loop;
        this.err = err;
        this.clock = clock;
    }

    /**
     * Does what is left.
     *
     * @param works how much there is to do with the buckets that are left
     * @return the worst exit code; {@link ExitCode#BUSY} also if others were at some of the buckets
     * @throws IOException also if the thread is interrupted; what remains was told then
     */
    @SuppressWarnings("try")
    public ExitCode run(List<BucketWork> works) throws IOException {
        Map<Bucket, BucketWork> byBucket =
                works.stream().collect(Collectors.toMap(BucketWork::bucket, Function.identity()));
        Advance advance = new Advance(ledger.state(), byBucket);
        // A statement of the database cannot be interrupted, so what is left is told beside it.
        try (ShutdownHook signal = ShutdownHook.running("rerun", () -> tellOfStop(advance))) {
            ExitCode worst = takeAll(byBucket, advance);
            tellOfEnd(advance);
            return worst;
        } finally {
            tellOfStop(advance);
        }
    }

    private void tellOfEnd(Advance advance) throws IOException {
        ended.set(true);
        if (ledger.state().bucketsLeft().isEmpty()) {
            ledger.finish();
            tell("all " + advance.buckets() + " are done");
        } else {
            tell(advance.left(ledger.state()));
        }
    }

    private void tellOfStop(Advance advance) {
        if (!ended.getAndSet(true)) {
            tell("stopped; " + advance.left(ledger.state()));
        }
    }

    private ExitCode takeAll(Map<Bucket, BucketWork> works, Advance advance) throws IOException {
        ExitCode worst = ExitCode.DONE;
        List<Bucket> busy = new ArrayList<>();
        for (Bucket bucket : ledger.state().bucketsLeft()) {
            ExitCode code = take(bucket, works, advance);
            if (code == ExitCode.BUSY) {
                busy.add(bucket);
            } else {
                worst = worst.orWorse(code);
            }
        }
        for (Bucket bucket : busy) {
            worst = worst.orWorse(take(bucket, works, advance));
        }
        return worst;
    }

    @SuppressWarnings("try")
    private ExitCode take(Bucket bucket, Map<Bucket, BucketWork> works, Advance advance) throws IOException {
        awaitEndOfFreshWork();
        try (TurnLocks.Held mine = locks.take(bucket)) {
            for (StageName stage : ledger.state().stagesLeft(bucket)) {
                Turn turn = new Turn(bucket, stage);
                ExitCode code = run(turn, works.get(bucket), advance);
                if (code != ExitCode.DONE) {
                    return code;
                }
            }
        } catch (BusyException e) {
            tell("others are at work on " + bucket + ", which is left for later");
            return ExitCode.BUSY;
        }
        tell(advance.line(ledger.state()));
        return ExitCode.DONE;
    }

    private ExitCode run(Turn turn, BucketWork work, Advance advance) throws IOException {
        long start = System.nanoTime();
        ExitCode code = loop.run(List.of(turn.bucket()), List.of(stages.get(turn.stage())));
        if (code == ExitCode.DONE) {
            Effort effort = new Effort(
                    work == null ? 0 : work.of(turn.stage()).bytes(), Duration.ofNanos(System.nanoTime() - start));
            ledger.done(turn, effort, clock.instant());
            advance.done(turn, effort);
        } else if (code != ExitCode.BUSY) {
            ledger.failed(turn, code.number(), clock.instant());
            advance.failed(turn.bucket());
        }
        return code;
    }

    private void awaitEndOfFreshWork() throws IOException {
        boolean told = false;
        while (freshWork.isGoingOn()) {
            if (!told) {
                tell("waiting for a tick, which is working on fresh data");
                told = true;
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void tell(String text) {
        err.println(LogLine.notice("rerun: " + text));
    }
}
