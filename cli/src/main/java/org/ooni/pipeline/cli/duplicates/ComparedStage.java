package org.ooni.pipeline.cli.duplicates;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.stage.Summary;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/**
 * Centrifugation of buckets that are compared with all others first, if their cans have changed. A comparison that fails
 * does not keep a bucket from the database: it is told and tried again by {@link LateDuplicates}, and what it finds then
 * leaves the database.
 */
public final class ComparedStage implements Stage {
    private final Duplicates duplicates;
    private final DuplicatesReport report;
    private final Stage centrifugation;

    public ComparedStage(Duplicates duplicates, DuplicatesReport report, Stage centrifugation) {
        this.duplicates = duplicates;
        this.report = report;
        this.centrifugation = centrifugation;
    }

    @Override
    public String name() {
        return centrifugation.name();
    }

    @Override
    public long inputBytes(Bucket bucket) throws IOException {
        return centrifugation.inputBytes(bucket);
    }

    @Override
    public Summary run(Bucket bucket, Progress progress) throws IOException, SQLException {
        compare(bucket);
        return centrifugation.run(bucket, progress);
    }

    private void compare(Bucket bucket) throws IOException, SQLException {
        try {
            if (duplicates.hasChanged(bucket)) {
                report.news(duplicates.compare(Set.of(bucket)));
            }
        } catch (IOException e) {
            // The bucket stays one that has changed, which is told when it is tried again.
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
    }
}
