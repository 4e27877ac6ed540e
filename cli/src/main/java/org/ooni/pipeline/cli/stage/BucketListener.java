package org.ooni.pipeline.cli.stage;

import org.ooni.pipeline.cli.exit.Failure;
import org.ooni.pipeline.raw.Bucket;

/** Hears what became of each bucket in each stage; must not fail. */
public interface BucketListener {
    /** Nobody listens. */
    BucketListener NOBODY = new BucketListener() {
        @Override
        public void done(Bucket bucket, String stage, Summary summary) {
            // Nobody.
        }

        @Override
        public void failed(Bucket bucket, String stage, Failure failure) {
            // Nobody.
        }
    };

    void done(Bucket bucket, String stage, Summary summary);

    void failed(Bucket bucket, String stage, Failure failure);
}
