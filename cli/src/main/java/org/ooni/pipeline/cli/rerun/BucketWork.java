package org.ooni.pipeline.cli.rerun;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.raw.Bucket;

/**
 * What there is to do with a bucket.
 *
 * @param stages those that are wanted
 * @param trouble why that cannot be told; empty if it can
 */
public record BucketWork(Bucket bucket, Map<StageName, Amount> stages, String trouble) {

    /**
     * Input of a stage.
     *
     * @param files raw reports for canning, cans for autoclaving, files of the archive for centrifugation
     * @param bytes of the files; for autoclaving of the reports in them
     */
    public record Amount(int files, long bytes) {
        static final Amount NOTHING = new Amount(0, 0);

        Amount plus(Amount other) {
            return new Amount(files + other.files, bytes + other.bytes);
        }
    }

    public BucketWork {
        // In the order of the data.
        stages = Collections.unmodifiableMap(new TreeMap<>(stages));
    }

    /** A bucket with trouble is not nothing: its stages will tell what it is. */
    boolean isNothing() {
        return trouble.isEmpty() && stages.values().stream().allMatch(amount -> amount.files() == 0);
    }

    public Amount of(StageName stage) {
        return stages.getOrDefault(stage, Amount.NOTHING);
    }
}
