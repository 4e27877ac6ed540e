package org.ooni.pipeline.centrifugation;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ooni.pipeline.raw.Bucket;

/**
 * What a run did with one bucket.
 *
 * @param reports written, new or again; a report without an accepted measurement has no row
 * @param measurements accepted and written, new or again
 * @param reprocessed measurements whose rows in some tables were made again
 * @param badBlobs of the whole bucket, as its index names them; 0 if it says of the files what it said before
 * @param badMeta measurements refused for their own or their report's fields
 * @param badRows rows of Feeders that PostgreSQL refused
 * @param bytesRead of the compressed files
 * @param textBytes of the measurements
 * @param changes of files that were reingested or forgotten, by name
 * @param absentPlugIns tables of Feeders that the database has rows of and that this program does not have
 */
public record CentrifugationResult(
        Bucket bucket,
        Outcome outcome,
        Files files,
        long reports,
        long measurements,
        long reprocessed,
        long badBlobs,
        long badMeta,
        long badRows,
        long bytesRead,
        long textBytes,
        List<FileChange> changes,
        SortedSet<String> absentPlugIns,
        Duration duration) {

    /** How it came out; all of these are success. */
    public enum Outcome {
        /** The archive has no such bucket. */
        ABSENT,
        /** Every file was in the database already; nothing was written. */
        IN_SYNC,
        /** There are files in the database that were not there before. */
        INGESTED,
        /** No file is new, but some were taken up again or taken out, or have other bad blobs. */
        UPDATED
    }

    /**
     * Numbers of autoclaved files.
     *
     * @param ingested in the database now and not before
     * @param reingested in the database with other bytes before
     * @param reprocessed in the database with rows of an older version before
     * @param forgotten in the database before and not now
     * @param left that there is something to do with, but that were not selected
     * @param skipped in the database already, unchanged
     */
    public record Files(int ingested, int reingested, int reprocessed, int forgotten, int left, int skipped) {
        static Files of(IngestPlan plan) {
            return new Files(
                    plan.ingest().size(),
                    plan.reingest().size(),
                    plan.reprocess().size(),
                    plan.forget().size(),
                    plan.left().size(),
                    plan.done().size());
        }
    }

    static CentrifugationResult absent(Bucket bucket) {
        return nothingDone(bucket, Outcome.ABSENT, new Files(0, 0, 0, 0, 0, 0), new TreeSet<>());
    }

    static CentrifugationResult inSync(Bucket bucket, IngestPlan plan) {
        return nothingDone(bucket, Outcome.IN_SYNC, Files.of(plan), plan.absentPlugIns());
    }

    private static CentrifugationResult nothingDone(
            Bucket bucket, Outcome outcome, Files files, SortedSet<String> absentPlugIns) {
        return new CentrifugationResult(
                bucket, outcome, files, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), absentPlugIns, Duration.ZERO);
    }

    public int filesIngested() {
        return files.ingested();
    }

    public int filesSkipped() {
        return files.skipped();
    }

    CentrifugationResult took(Duration time) {
        return new CentrifugationResult(
                bucket,
                outcome,
                files,
                reports,
                measurements,
                reprocessed,
                badBlobs,
                badMeta,
                badRows,
                bytesRead,
                textBytes,
                changes,
                absentPlugIns,
                time);
    }
}
