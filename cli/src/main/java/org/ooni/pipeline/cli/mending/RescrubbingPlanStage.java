package org.ooni.pipeline.cli.mending;

import java.io.IOException;
import java.nio.file.Path;
import org.ooni.pipeline.autoclaving.ScrubbingSearch;
import org.ooni.pipeline.cli.stage.Directories;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.stage.Summary;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** Tells which files {@link RescrubbingStage} would make again. Writes nothing, and needs no database. */
public final class RescrubbingPlanStage implements Stage {
    private final Path autoclavedRoot;
    private final ScrubbingSearch search;

    public RescrubbingPlanStage(Path autoclavedRoot, ScrubbingSearch search) {
        this.autoclavedRoot = autoclavedRoot;
        this.search = search;
    }

    @Override
    public String name() {
        return "rescrub";
    }

    @Override
    public long inputBytes(Bucket bucket) throws IOException {
        return Directories.bytes(bucket.under(autoclavedRoot));
    }

    @Override
    public Summary run(Bucket bucket, Progress progress) throws IOException {
        TouchedFiles touched = new TouchedFiles(bucket, name(), true);
        touched.scrubbed(search.run(bucket, progress));
        return touched.summary();
    }
}
