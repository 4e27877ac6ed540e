package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.nio.file.Path;
import org.ooni.pipeline.canning.Canning;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** {@link Canning} for the command line. */
public final class CanningStage implements Stage {
    private final Path reportsRawRoot;
    private final Canning canning;

    public CanningStage(Path reportsRawRoot, Path cannedRoot, int threads) {
        this.reportsRawRoot = reportsRawRoot;
        this.canning = new Canning(reportsRawRoot, cannedRoot, threads);
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
        return Summaries.of(canning.run(bucket, progress));
    }
}
