package org.ooni.pipeline.autoclaving;

import java.io.IOException;
import java.nio.file.Path;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.raw.Bucket;

/**
 * Keeps the record of held reports true of an archive that changes, also if the run is killed at any time.
 *
 * @param before what is recorded
 * @param now what is to be held
 */
record Holding(Path cannedRoot, Bucket bucket, HeldReports before, HeldReports now) {
    /** Before anything is published: from now on nobody relies on what was held. */
    void begin() throws IOException {
        if (!now.equals(before)) {
            now.onTheWayFrom(before).write(cannedRoot, bucket);
        }
    }

    /**
     * When everything is published.
     *
     * @param complete whether no file of the bucket is otherwise; if some are, the next run has to look again
     */
    void end(boolean complete) throws IOException {
        if (complete) {
            now.write(cannedRoot, bucket);
        }
    }
}
