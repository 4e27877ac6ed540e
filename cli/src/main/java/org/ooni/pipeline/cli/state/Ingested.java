package org.ooni.pipeline.cli.state;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.centrifugation.CentrifugationOptions;
import org.ooni.pipeline.centrifugation.IngestPlan;
import org.ooni.pipeline.centrifugation.IngestRefusedException;
import org.ooni.pipeline.centrifugation.KnownBucket;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.raw.Bucket;

/**
 * What the database holds of the archive.
 *
 * @param centrifugation tells of a bucket file by file, where archive and database are not the same
 */
public record Ingested(MetaDb metaDb, List<Feeder> feeders, Centrifugation centrifugation) {
    /** All buckets, by one query. */
    Map<Bucket, KnownBucket> buckets() throws SQLException {
        return metaDb.<Map<Bucket, KnownBucket>, SQLException>inTransaction(connection -> {
            Feeders.requireSchemas(connection, feeders);
            return KnownBucket.all(connection, feeders);
        });
    }

    /** @param known null of a bucket that the database does not have */
    StageState state(Bucket bucket, ArchiveFacts archive, KnownBucket known) throws SQLException {
        if (known == null) {
            return new StageState(0, archive.files(), 0, List.of());
        }
        if (archive.files() > 0 && !archive.content().equals(known.digest())) {
            return compared(bucket, known);
        }
        // An archive may have been moved away when it was ingested.
        List<Trouble> troubles = known.refused() == 0
                ? List.of()
                : List.of(Trouble.disagreeing(known.refused() + " files of " + bucket
                        + " are in the database in a version that this program does not know"));
        return new StageState(known.files() - known.behind() - known.refused(), 0, known.behind(), troubles);
    }

    private StageState compared(Bucket bucket, KnownBucket known) throws SQLException {
        try {
            Optional<IngestPlan> found = centrifugation.plan(bucket, CentrifugationOptions.NONE);
            if (found.isEmpty()) {
                return new StageState(known.files(), 0, 0, List.of());
            }
            IngestPlan plan = found.get();
            long pending = plan.ingest().size() + plan.reingest().size();
            return new StageState(plan.done().size(), pending, plan.reprocess().size(), List.of());
        } catch (IngestRefusedException e) {
            return new StageState(known.files(), 0, 0, List.of(Trouble.disagreeing(e.getMessage())));
        } catch (BadInputException e) {
            return new StageState(known.files(), 0, 0, List.of(Trouble.bad(e.getMessage())));
        } catch (IOException e) {
            return new StageState(known.files(), 0, 0, List.of(Trouble.bad(bucket + ": " + e.getMessage())));
        }
    }
}
