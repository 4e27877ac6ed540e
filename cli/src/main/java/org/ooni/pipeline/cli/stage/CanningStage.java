package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.ooni.pipeline.canning.Canning;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.RawReport;

/** {@link Canning} for the command line. */
public final class CanningStage implements Stage {
    private final Path reportsRawRoot;
    private final Canning canning;
    private final Predicate<RawReport> wanted;
    private final boolean joining;

    /** All that arrived is canned, into further cans. */
    public CanningStage(Path reportsRawRoot, Path cannedRoot, int threads) {
        this(reportsRawRoot, cannedRoot, threads, report -> true, false);
    }

    private CanningStage(
            Path reportsRawRoot, Path cannedRoot, int threads, Predicate<RawReport> wanted, boolean joining) {
        this.reportsRawRoot = reportsRawRoot;
        this.canning = new Canning(reportsRawRoot, cannedRoot, threads);
        this.wanted = wanted;
        this.joining = joining;
    }

    /**
     * What comes late may join cans that are there, so that they do not become many.
     *
     * @param wanted which of the reports that arrived are canned
     */
    public static CanningStage joining(Path reportsRawRoot, Path cannedRoot, int threads, Predicate<RawReport> wanted) {
        return new CanningStage(reportsRawRoot, cannedRoot, threads, wanted, true);
    }

    @Override
    public String name() {
        return "canning";
    }

    @Override
    public long inputBytes(Bucket bucket) throws IOException {
        return Directories.bytes(bucket.under(reportsRawRoot));
    }

    @Override
    public Summary run(Bucket bucket, Progress progress) throws IOException {
        return Summaries.of(
                joining ? canning.runJoining(bucket, wanted, progress) : canning.run(bucket, wanted, progress));
    }
}
