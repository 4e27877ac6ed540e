package org.ooni.pipeline.canning;

import java.time.Duration;
import org.ooni.pipeline.raw.Bucket;

/**
 * What canning did with a bucket.
 *
 * @param reports read and canned by this run
 * @param cans written by this run
 * @param replaced those of them that were there before and got more reports
 * @param present cans that were there before and stay as they are
 * @param leftAlone raw files that an uploader has not finished
 * @param deleted raw reports that were deleted from the archive on purpose and are left out
 * @param textBytes of the reports read
 * @param fileBytes of the cans written
 */
public record CanningResult(
        Bucket bucket,
        State state,
        int reports,
        int cans,
        int replaced,
        int present,
        int leftAlone,
        int deleted,
        long textBytes,
        long fileBytes,
        Duration duration) {

    /** How the bucket stands at the end. */
    public enum State {
        /** There is no directory of that day in reports-raw, and none was canned. */
        ABSENT,
        /** All of it was canned by this run. */
        CANNED,
        /** It was canned before; this run added cans of what arrived since. */
        EXTENDED,
        /** Nothing that this run was to take has arrived since it was canned last, if ever. */
        UNCHANGED
    }
}
