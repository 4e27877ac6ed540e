package org.ooni.pipeline.cli.state;

import org.ooni.pipeline.raw.Bucket;

/**
 * How far the stages are with a bucket.
 *
 * @param held reports that are held back from the archive
 */
public record BucketState(
        Bucket bucket,
        StageState canning,
        StageState autoclaving,
        StageState centrifugation,
        Arrivals arrivals,
        long held) {

    /** Of which nothing is held. */
    public BucketState(
            Bucket bucket, StageState canning, StageState autoclaving, StageState centrifugation, Arrivals arrivals) {
        this(bucket, canning, autoclaving, centrifugation, arrivals, 0);
    }

    public StageState of(StageName stage) {
        return switch (stage) {
            case CANNING -> canning;
            case AUTOCLAVING -> autoclaving;
            case CENTRIFUGATION -> centrifugation;
        };
    }
}
