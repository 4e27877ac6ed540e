package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.exit.Failure;
import org.ooni.pipeline.cli.json.JsonText;
import org.ooni.pipeline.cli.log.LogLine;
import org.ooni.pipeline.raw.Bucket;

/**
 * Runs stages over buckets: bucket by bucket, and within a bucket stage by stage. What fails with one bucket does not
 * stop the others; the worst exit code counts.
 */
public final class BucketLoop {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean debug;
    private final BucketListener listener;
    private final ProgressDisplay progress;

    /**
     * @param out gets a line for each bucket and stage
     * @param err gets a line for each failure, and at the end one for all days of which there was nothing
     * @param json whether {@code out} gets objects instead
     * @param debug whether {@code err} gets stack traces
     * @param listener hears of each bucket and stage
     */
    public BucketLoop(
            PrintWriter out,
            PrintWriter err,
            boolean json,
            boolean debug,
            BucketListener listener,
            ProgressDisplay progress) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.debug = debug;
        this.listener = listener;
        this.progress = progress;
    }

    /**
     * Runs all of {@code stages} on all of {@code buckets}; a failed stage spares its bucket the later ones.
     *
     * @throws IOException if the thread is interrupted
     */
    public ExitCode run(List<Bucket> buckets, List<? extends Stage> stages) throws IOException {
        ExitCode worst = ExitCode.DONE;
        AbsentDays absent = new AbsentDays();
        for (Bucket bucket : buckets) {
            for (Stage stage : stages) {
                ExitCode code = run(bucket, stage, absent);
                worst = worst.orWorse(code);
                if (code != ExitCode.DONE) {
                    break;
                }
            }
        }
        absent.tell(err);
        return worst;
    }

    private ExitCode run(Bucket bucket, Stage stage, AbsentDays absent) throws IOException {
        try {
            Summary summary = summary(bucket, stage);
            if (json || summary.absent().isEmpty()) {
                print(summary);
            } else {
                absent.add(stage.name() + ": " + summary.absent().get(), bucket);
            }
            listener.done(bucket, stage.name(), summary);
            return ExitCode.DONE;
        } catch (IOException | SQLException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted() || e instanceof InterruptedIOException) {
                throw new IOException("interrupted in bucket " + bucket, e);
            }
            return failed(bucket, stage, e);
        }
    }

    private Summary summary(Bucket bucket, Stage stage) throws IOException, SQLException {
        String task = bucket + " " + stage.name();
        try (ProgressDisplay.Bar bar = progress.open(task, stage.inputBytes(bucket))) {
            return stage.run(bucket, bar);
        }
    }

    private ExitCode failed(Bucket bucket, Stage stage, Exception failure) {
        Failure reason = Failure.of(failure);
        Map<String, Object> figures = Summary.figures(bucket, stage.name(), "failed");
        figures.put("exit", reason.code().number());
        err.println(LogLine.failure(bucket + " " + stage.name() + ": " + reason.message(), figures));
        if (debug) {
            failure.printStackTrace(err);
        }
        if (json) {
            figures.put("error", reason.message());
            printJson(figures);
        }
        listener.failed(bucket, stage.name(), reason);
        return reason.code();
    }

    private void print(Summary summary) {
        if (json) {
            printJson(summary.figures());
        } else {
            out.println(summary.line());
        }
    }

    private void printJson(Map<String, Object> figures) {
        out.println(JsonText.of(figures));
    }
}
