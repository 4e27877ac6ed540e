package org.ooni.pipeline.centrifugation;

import java.time.Duration;
import org.ooni.pipeline.raw.Bucket;

/**
 * What a run did with one bucket.
 *
 * @param filesIngested autoclaved files that are in the database now and were not before
 * @param filesSkipped files that were in it already, unchanged
 * @param reports written; a report without an accepted measurement has no row
 * @param measurements accepted and written
 * @param badBlobs of the whole bucket, as its index names them
 * @param badMeta measurements refused for their own or their report's fields
 * @param badRows rows of Feeders that PostgreSQL refused
 * @param bytesRead of the compressed files
 * @param textBytes of the measurements
 */
public record CentrifugationResult(
        Bucket bucket,
        Outcome outcome,
        int filesIngested,
        int filesSkipped,
        long reports,
        long measurements,
        long badBlobs,
        long badMeta,
        long badRows,
        long bytesRead,
        long textBytes,
        Duration duration) {

    /** How it came out; all of these are success. */
    public enum Outcome {
        /** The archive has no such bucket. */
        ABSENT,
        /** Every file was in the database already; nothing was written. */
        IN_SYNC,
        INGESTED
    }

    static CentrifugationResult absent(Bucket bucket) {
        return nothingDone(bucket, Outcome.ABSENT, 0);
    }

    static CentrifugationResult inSync(Bucket bucket, int files) {
        return nothingDone(bucket, Outcome.IN_SYNC, files);
    }

    private static CentrifugationResult nothingDone(Bucket bucket, Outcome outcome, int skipped) {
        return new CentrifugationResult(bucket, outcome, 0, skipped, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);
    }

    CentrifugationResult took(Duration time) {
        return new CentrifugationResult(
                bucket,
                outcome,
                filesIngested,
                filesSkipped,
                reports,
                measurements,
                badBlobs,
                badMeta,
                badRows,
                bytesRead,
                textBytes,
                time);
    }
}
