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

    public CanningStage(Path reportsRawRoot, Path cannedRoot, int threads) {
        this(reportsRawRoot, cannedRoot, threads, report -> true);
    }

    /** @param wanted which of the reports that arrived are canned */
    public CanningStage(Path reportsRawRoot, Path cannedRoot, int threads, Predicate<RawReport> wanted) {
        this.reportsRawRoot = reportsRawRoot;
        this.canning = new Canning(reportsRawRoot, cannedRoot, threads);
        this.wanted = wanted;
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
        return Summaries.of(canning.run(bucket, wanted, progress));
    }
}
