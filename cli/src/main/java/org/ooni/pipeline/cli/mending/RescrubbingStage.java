package org.ooni.pipeline.cli.mending;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.ooni.pipeline.autoclaving.Autoclaving;
import org.ooni.pipeline.autoclaving.ScrubbingSearch;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.cli.stage.Directories;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.stage.Summary;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/**
 * Makes the files of the archive again in which a scrubbing rule matters, and takes the changed ones up in the database.
 * Both steps look for themselves what is left to do, so a run that was ended is finished by the next.
 */
public final class RescrubbingStage implements Stage {
    private final Path autoclavedRoot;
    private final Indexes indexes;
    private final ScrubbingSearch search;
    private final Autoclaving autoclaving;
    private final ChangedFiles changedFiles;

    /** @param autoclaving with the rule */
    public RescrubbingStage(
            Path cannedRoot,
            Path autoclavedRoot,
            ScrubbingSearch search,
            Autoclaving autoclaving,
            Centrifugation centrifugation) {
        this.autoclavedRoot = autoclavedRoot;
        this.indexes = new Indexes(cannedRoot, autoclavedRoot);
        this.search = search;
        this.autoclaving = autoclaving;
        this.changedFiles = new ChangedFiles(autoclavedRoot, centrifugation);
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
    public Summary run(Bucket bucket, Progress progress) throws IOException, SQLException {
        SortedMap<String, Long> found = search.run(bucket, progress);
        requireCans(bucket, found.keySet());
        autoclaving.runAgain(bucket, found.keySet(), Progress.NONE);
        TouchedFiles touched = new TouchedFiles(bucket, name(), false);
        touched.scrubbed(found);
        touched.changes(changedFiles.takeUp(bucket, Set.of(), Progress.NONE));
        return touched.summary();
    }

    private void requireCans(Bucket bucket, Set<String> files) throws IOException {
        Set<String> without = new TreeSet<>(files);
        without.removeAll(indexes.cans(bucket));
        if (!without.isEmpty()) {
            throw new BadInputException("what the rule is about is in files that no can is there to make again of: "
                    + String.join(", ", List.copyOf(without)));
        }
    }
}
