package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.centrifugation.CentrifugationOptions;
import org.ooni.pipeline.centrifugation.IngestPlan;
import org.ooni.pipeline.centrifugation.Selection;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** {@link Centrifugation} of some of a bucket's files, which its plan tells. The others are left for another run. */
public final class ChosenFilesStage implements Stage {
    private final Path autoclavedRoot;
    private final Centrifugation centrifugation;
    private final Function<IngestPlan, Set<String>> choice;

    private ChosenFilesStage(
            Path autoclavedRoot, Centrifugation centrifugation, Function<IngestPlan, Set<String>> choice) {
        this.autoclavedRoot = autoclavedRoot;
        this.centrifugation = centrifugation;
        this.choice = choice;
    }

    /** Files that are new or changed, and none of an older version. */
    public static Stage fresh(Path autoclavedRoot, Centrifugation centrifugation) {
        return new ChosenFilesStage(autoclavedRoot, centrifugation, plan -> {
            Set<String> fresh = changed(plan);
            fresh.addAll(plan.ingest());
            return fresh;
        });
    }

    /** Files that changed since they were ingested, in themselves or in which of their reports count. */
    public static Stage changed(Path autoclavedRoot, Centrifugation centrifugation) {
        return new ChosenFilesStage(autoclavedRoot, centrifugation, ChosenFilesStage::changed);
    }

    private static Set<String> changed(IngestPlan plan) {
        Set<String> changed = new TreeSet<>(plan.reingest());
        changed.addAll(plan.relist());
        return changed;
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
        Set<String> chosen = new TreeSet<>();
        centrifugation.plan(bucket, CentrifugationOptions.NONE).map(choice).ifPresent(chosen::addAll);
        // An empty selection would be everything.
        chosen.add(bucket + "/");
        Selection selection = new Selection(Set.of(), chosen, OptionalInt.empty());
        CentrifugationOptions options = new CentrifugationOptions(selection, Set.of(), false);
        return Summaries.of(centrifugation.run(bucket, options, progress));
    }
}
