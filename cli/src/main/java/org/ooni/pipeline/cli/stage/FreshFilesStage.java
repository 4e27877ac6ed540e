package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.centrifugation.CentrifugationOptions;
import org.ooni.pipeline.centrifugation.Selection;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** {@link Centrifugation} of the files that are new or changed; those of an older version are left for another run. */
public final class FreshFilesStage implements Stage {
    private final Path autoclavedRoot;
    private final Centrifugation centrifugation;

    public FreshFilesStage(Path autoclavedRoot, Centrifugation centrifugation) {
        this.autoclavedRoot = autoclavedRoot;
        this.centrifugation = centrifugation;
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
        Set<String> fresh = new TreeSet<>();
        centrifugation.plan(bucket, CentrifugationOptions.NONE).ifPresent(plan -> {
            fresh.addAll(plan.ingest());
            fresh.addAll(plan.reingest());
            fresh.addAll(plan.relist());
        });
        // An empty selection would be everything.
        fresh.add(bucket + "/");
        Selection selection = new Selection(Set.of(), fresh, OptionalInt.empty());
        CentrifugationOptions options = new CentrifugationOptions(selection, Set.of(), false);
        return Summaries.of(centrifugation.run(bucket, options, progress));
    }
}
