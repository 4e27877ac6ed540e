package org.ooni.pipeline.cli.mending;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ooni.pipeline.canning.RepackedBucket;
import org.ooni.pipeline.canning.Repacking;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.stage.Summary;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.StoredReport;
import org.ooni.pipeline.raw.Bucket;

/** Tells what {@link DeletionStage} would do. Writes nothing. */
public final class DeletionPlanStage implements Stage {
    private final Set<String> textnames;
    private final Indexes indexes;
    private final Repacking repacking;
    private final MetaDb metaDb;

    /** @param textnames of all buckets */
    public DeletionPlanStage(Path cannedRoot, Path autoclavedRoot, Set<String> textnames, MetaDb metaDb) {
        this.textnames = Set.copyOf(textnames);
        this.indexes = new Indexes(cannedRoot, autoclavedRoot);
        this.repacking = new Repacking(cannedRoot);
        this.metaDb = metaDb;
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
                .collect(Collectors.toSet());
        indexes.requireFinished(bucket);
        RepackedBucket cans = repacking.plan(bucket, here);
        SortedSet<String> files = indexes.filesWith(bucket, here);
        Set<String> removed = new TreeSet<>(cans.removed());
        removed.retainAll(indexes.files(bucket));
        files.removeAll(removed);
        Map<String, Long> measurements = new TreeMap<>();
        metaDb.inTransaction(connection -> StoredReport.of(connection, here))
                .forEach(report -> measurements.merge(report.filename(), report.measurements(), Long::sum));
        TouchedFiles touched = new TouchedFiles(bucket, name(), true);
        touched.cans(cans);
        touched.files(files, removed);
        touched.measurements(measurements);
        return touched.summary();
    }
}
