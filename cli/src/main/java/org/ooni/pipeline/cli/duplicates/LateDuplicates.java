package org.ooni.pipeline.cli.duplicates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.BucketLoop;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.tick.TurnLocks;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.raw.Bucket;

/**
 * What is left to be done about duplicates when buckets have had their turns: to compare those whose cans have changed
 * otherwise, and to take up those of which the database has a report that is not to be used. Both look for themselves
 * what is left, so a run that was ended is finished by the next.
 */
public final class LateDuplicates {
    private final TurnLocks locks;
    private final Path autoclavedRoot;
    private final Duplicates duplicates;
    private final DuplicatesReport report;

    public LateDuplicates(TurnLocks locks, Path autoclavedRoot, Duplicates duplicates, DuplicatesReport report) {
        this.locks = locks;
        this.autoclavedRoot = autoclavedRoot;
        this.duplicates = duplicates;
        this.report = report;
    }

    /** Compares {@code buckets}, of which there may be none. */
    public ExitCode compare(Set<Bucket> buckets) throws IOException, SQLException {
        if (buckets.isEmpty()) {
            return ExitCode.DONE;
        }
        try {
            Comparison comparison = duplicates.compare(buckets);
            report.news(comparison);
            return report.troubles(comparison);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return report.failed(e);
        }
    }

    /**
     * Has {@code stage} take up each of {@code buckets} that the archive has; those that a tick is working on are left to
     * it.
     *
     * @param goOn asked before each of them; the rest is left for another run
     */
    @SuppressWarnings("try")
    public ExitCode takeUp(SortedSet<Bucket> buckets, BucketLoop loop, Stage stage, BooleanSupplier goOn)
            throws IOException {
        ExitCode worst = ExitCode.DONE;
        for (Bucket bucket : buckets) {
            if (!goOn.getAsBoolean()) {
                return worst;
            }
            if (Files.isDirectory(bucket.under(autoclavedRoot))) {
                try (TurnLocks.Held mine = locks.take(bucket)) {
                    worst = worst.orWorse(loop.run(List.of(bucket), List.of(stage)));
                } catch (BusyException e) {
                    worst = worst.orWorse(ExitCode.BUSY);
                }
            }
        }
        return worst;
    }
}
