package org.ooni.pipeline.cli.mending;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.centrifugation.CentrifugationOptions;
import org.ooni.pipeline.centrifugation.FileChange;
import org.ooni.pipeline.centrifugation.IngestPlan;
import org.ooni.pipeline.centrifugation.Selection;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/**
 * Takes up in the database what changed in files of the archive that it has already, and nothing else: neither files
 * that are new, nor tables whose Feeders are newer.
 */
final class ChangedFiles {
    private final Path autoclavedRoot;
    private final Centrifugation centrifugation;

    ChangedFiles(Path autoclavedRoot, Centrifugation centrifugation) {
        this.autoclavedRoot = autoclavedRoot;
        this.centrifugation = centrifugation;
    }

    /** @param gone files that the archive has lost on purpose, with the bucket; those that the database lacks count not */
    List<FileChange> takeUp(Bucket bucket, Set<String> gone, Progress progress) throws IOException, SQLException {
        CentrifugationOptions all = new CentrifugationOptions(Selection.ALL, gone, false);
        Optional<IngestPlan> plan =
                Files.isDirectory(bucket.under(autoclavedRoot)) ? centrifugation.plan(bucket, all) : Optional.empty();
        if (plan.isEmpty()) {
            return List.of();
        }
        SortedSet<String> changed = new TreeSet<>(plan.get().reingest());
        changed.addAll(plan.get().relist());
        changed.addAll(plan.get().forget());
        if (changed.isEmpty()) {
            return List.of();
        }
        Set<String> names = changed.stream()
                .map(file -> file.substring(file.indexOf('/') + 1))
                .collect(Collectors.toSet());
        Selection selection = new Selection(Set.of(), names, OptionalInt.empty());
        return centrifugation
                .run(bucket, new CentrifugationOptions(selection, gone, false), progress)
                .changes();
    }
}
