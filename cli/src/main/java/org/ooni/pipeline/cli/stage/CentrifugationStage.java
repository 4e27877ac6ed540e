package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.centrifugation.CentrifugationOptions;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** {@link Centrifugation} for the command line. */
public final class CentrifugationStage implements Stage {
    private final Path autoclavedRoot;
    private final Centrifugation centrifugation;
    private final CentrifugationOptions options;

    public CentrifugationStage(Path autoclavedRoot, Centrifugation centrifugation, CentrifugationOptions options) {
        this.autoclavedRoot = autoclavedRoot;
        this.centrifugation = centrifugation;
        this.options = options;
    }

    @Override
    public String name() {
        return "centrifugation";
    }

    @Override
    public long inputBytes(Bucket bucket) throws IOException {
        return Directories.bytes(bucket.under(autoclavedRoot));
    }

    @Override
    public Summary run(Bucket bucket, Progress progress) throws IOException, SQLException {
        return Summaries.of(centrifugation.run(bucket, options, progress));
    }
}
