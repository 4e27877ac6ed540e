package org.ooni.pipeline.cli.mending;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ooni.pipeline.autoclaving.Autoclaving;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.can.DeletedReports.Deletion;
import org.ooni.pipeline.canning.RepackedBucket;
import org.ooni.pipeline.canning.Repacking;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.centrifugation.FileChange;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.stage.Summary;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/**
 * Deletes reports from a bucket: records them, and takes them out of its cans, of the archive and of the database, in
 * this order. Each step looks for itself what is left to do, so a run that was ended is finished by the next.
 */
public final class DeletionStage implements Stage {
    private final Path cannedRoot;
    private final Set<String> textnames;
    private final Clock clock;
    private final Indexes indexes;
    private final Repacking repacking;
    private final Autoclaving autoclaving;
    private final ChangedFiles changedFiles;

    /** @param textnames of all buckets */
    public DeletionStage(
            Path cannedRoot,
            Path autoclavedRoot,
            Set<String> textnames,
            Autoclaving autoclaving,
            Centrifugation centrifugation,
            Clock clock) {
        this.cannedRoot = cannedRoot;
        this.textnames = Set.copyOf(textnames);
        this.clock = clock;
        this.indexes = new Indexes(cannedRoot, autoclavedRoot);
        this.repacking = new Repacking(cannedRoot);
        this.autoclaving = autoclaving;
        this.changedFiles = new ChangedFiles(autoclavedRoot, centrifugation);
    }

    @Override
    public String name() {
        return "delete-report";
    }

    @Override
    public long inputBytes(Bucket bucket) {
        return 0;
    }

    @Override
    public Summary run(Bucket bucket, Progress progress) throws IOException, SQLException {
        Set<String> here = textnames.stream()
                .filter(textname -> textname.startsWith(bucket + "/"))
                .collect(Collectors.toCollection(TreeSet::new));
        indexes.requireFinished(bucket);
        SortedSet<String> files = indexes.filesWith(bucket, here);
        record(bucket, here);
        RepackedBucket cans = repacking.run(bucket, here, progress);
        files.addAll(emptied(bucket, here));
        autoclaving.runAgain(bucket, files, progress);
        Set<String> removed = new TreeSet<>(files);
        removed.removeAll(indexes.files(bucket));
        files.removeAll(removed);
        List<FileChange> changes = changedFiles.takeUp(bucket, gone(bucket, here), progress);
        TouchedFiles touched = new TouchedFiles(bucket, name(), false);
        touched.cans(cans);
        touched.files(files, removed);
        touched.changes(changes);
        return touched.summary();
    }

    /** Before anything is touched, so that nothing can bring back what is half deleted. */
    private void record(Bucket bucket, Set<String> here) throws IOException {
        List<Deletion> deletions = new ArrayList<>();
        for (String textname : here) {
            SortedSet<String> filenames = indexes.cansWith(bucket, Set.of(textname));
            filenames.addAll(indexes.filesWith(bucket, Set.of(textname)));
            if (filenames.isEmpty() && !DeletedReports.read(cannedRoot).contains(textname)) {
                filenames.add("");
            }
            filenames.forEach(filename -> deletions.add(
                    new Deletion(textname, filename, clock.instant().truncatedTo(ChronoUnit.SECONDS))));
        }
        DeletedReports.record(cannedRoot, deletions);
    }

    /** Files without a report, because all that their cans had were held back, whose cans the last one has left now. */
    private Set<String> emptied(Bucket bucket, Set<String> here) throws IOException {
        DeletedReports deleted = DeletedReports.read(cannedRoot);
        Set<String> emptied = new TreeSet<>();
        here.forEach(textname -> emptied.addAll(deleted.filenames(textname)));
        emptied.retainAll(indexes.emptyFiles(bucket));
        emptied.removeAll(indexes.cans(bucket));
        return emptied;
    }

    /** Files that the reports were in, at any time, and that the archive has no more. */
    private Set<String> gone(Bucket bucket, Set<String> here) throws IOException {
        DeletedReports deleted = DeletedReports.read(cannedRoot);
        Set<String> gone = new TreeSet<>();
        here.forEach(textname -> gone.addAll(deleted.filenames(textname)));
        gone.remove("");
        gone.removeAll(indexes.files(bucket));
        return gone;
    }
}
