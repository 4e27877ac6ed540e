package org.ooni.pipeline.cli.verify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.exit.Failure;
import org.ooni.pipeline.cli.json.JsonText;
import org.ooni.pipeline.cli.stage.AbsentDays;
import org.ooni.pipeline.cli.stage.Directories;
import org.ooni.pipeline.cli.stage.ProgressDisplay;
import org.ooni.pipeline.raw.Bucket;

/** Verifies buckets one after the other, prints what is found, and mends it if that is wanted. */
public final class Verifier {
    /** Cans, then the archive, then the database, each verified again before what is made of it is mended. */
    private static final int ROUNDS = 4;

    private final Scope scope;
    private final Optional<Repair> repair;
    private final boolean dryRun;
    private final Printer printer;

    /**
     * Where results and failures go.
     *
     * @param json whether {@code out} gets objects instead of lines
     */
    public record Printer(PrintWriter out, PrintWriter err, boolean json, ProgressDisplay progress) {
        void result(String line, Map<String, Object> figures) {
            out.println(json ? JsonText.of(figures) : line);
        }
    }

    /**
     * @param repair empty if damage is only to be found
     * @param dryRun whether to say only what a repair would do
     */
    public Verifier(Scope scope, Optional<Repair> repair, boolean dryRun, Printer printer) {
        this.scope = scope;
        this.repair = repair;
        this.dryRun = dryRun;
        this.printer = printer;
    }

    /**
     * Verifies all of {@code buckets}, whatever is found, and returns the worst outcome.
     *
     * @throws IOException if the thread is interrupted
     */
    public ExitCode run(List<Bucket> buckets) throws IOException {
        ExitCode worst = ExitCode.DONE;
        AbsentDays absent = new AbsentDays();
        for (Bucket bucket : buckets) {
            try {
                worst = worst.orWorse(run(bucket, absent));
            } catch (IOException | SQLException | RuntimeException e) {
                if (Thread.currentThread().isInterrupted() || e instanceof InterruptedIOException) {
                    throw new IOException("interrupted in bucket " + bucket, e);
                }
                worst = worst.orWorse(failed(bucket, e));
            }
        }
        absent.tell(printer.err());
        return worst;
    }

    private ExitCode failed(Bucket bucket, Exception failure) {
        Failure reason = Failure.of(failure);
        printer.err().println(bucket + " verify: " + reason.message());
        if (printer.json()) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("bucket", bucket.toString());
            figures.put("stage", "verify");
            figures.put("state", "failed");
            figures.put("exit", reason.code().number());
            figures.put("error", reason.message());
            printer.result("", figures);
        }
        return reason.code();
    }

    private ExitCode run(Bucket bucket, AbsentDays absent) throws IOException, SQLException {
        BucketState state = verify(bucket, absent);
        for (int round = 1; round < ROUNDS && !state.isWhole() && repair.isPresent(); round++) {
            if (!mend(repair.get().plan(state))) {
                break;
            }
            state = verify(bucket, absent);
        }
        return state.isWhole() ? ExitCode.DONE : ExitCode.BAD_INPUT;
    }

    private BucketState verify(Bucket bucket, AbsentDays absent) throws IOException, SQLException {
        try (ProgressDisplay.Bar bar = printer.progress().open(bucket + " verify", bytes(bucket))) {
            BucketState state = new BucketVerification(scope)
                    .run(bucket, damage -> printer.result(damage.line(), damage.figures()), bar);
            if (printer.json() || !state.isAbsent()) {
                printer.result(state.line(), state.figures());
            } else {
                absent.add("verify: nothing", bucket);
            }
            return state;
        }
    }

    private long bytes(Bucket bucket) throws IOException {
        long bytes = 0;
        if (scope.readData()) {
            for (var root : List.of(scope.canned(), scope.autoclaved())) {
                bytes += root.isPresent() ? Directories.bytes(bucket.under(root.get())) : 0;
            }
        }
        return bytes;
    }

    /** Says each action before it is done; false if nothing was done. */
    private boolean mend(List<Repair.Action> plan) throws IOException, SQLException {
        boolean done = false;
        for (Repair.Action action : plan) {
            boolean run = action.isPossible() && !dryRun;
            tell(action, run);
            if (run) {
                action.run();
                done = true;
            }
        }
        return done;
    }

    private void tell(Repair.Action action, boolean run) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bucket", action.bucket().toString());
        figures.put("stage", "repair");
        figures.put("action", action.words());
        figures.put("possible", action.isPossible());
        figures.put("dry_run", dryRun);
        String would = run || !action.isPossible() ? "" : "would ";
        printer.result(action.bucket() + " repair: " + would + action.words(), figures);
    }
}
