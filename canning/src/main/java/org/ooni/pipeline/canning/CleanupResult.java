package org.ooni.pipeline.canning;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.ooni.pipeline.raw.Bucket;

/**
 * What a clean-up did with a bucket.
 *
 * @param deleted textnames of raw reports
 * @param kept why the others are still there, by textname; uploads that are not finished do not count
 * @param cans that were read back
 * @param bytes of the reports that were deleted
 */
public record CleanupResult(
        Bucket bucket, List<String> deleted, SortedMap<String, String> kept, int cans, long bytes, Duration duration) {
    public CleanupResult {
        deleted = List.copyOf(deleted);
    }
}
