package org.ooni.pipeline.cli.state;

import org.ooni.pipeline.raw.Bucket;

/** How far the stages are with a bucket. */
public record BucketState(
        Bucket bucket, StageState canning, StageState autoclaving, StageState centrifugation, Arrivals arrivals) {

    public StageState of(StageName stage) {
        return switch (stage) {
            case CANNING -> canning;
            case AUTOCLAVING -> autoclaving;
            case CENTRIFUGATION -> centrifugation;
        };
    }
}
