package org.ooni.pipeline.autoclaving;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ooni.pipeline.raw.Bucket;

/**
 * What autoclaving did with a bucket.
 *
 * @param files written by this run
 * @param replaced those of them that took the places of older ones
 * @param same those of them that came out as the archive had them, and left those in their places
 * @param removed files that went, because all of their reports were deleted
 * @param present files that were there before
 * @param behind cans that have no file, or one of other reports than those to be published, and were not asked for
 * @param held reports of the bucket that are held back
 * @param reports in the files written
 * @param data measurements written
 * @param badBlobs blobs that gave none
 * @param cutOffs reports whose rest was given up
 * @param empty YAML documents that say nothing
 * @param scrubbed measurements written that each scrubbing rule changed, by the rules' ids, zeros included; empty
 *     when nothing was written
 * @param rawBytes of the reports
 * @param textBytes of the files written, decompressed
 * @param fileBytes of the files written
 */
public record AutoclavingResult(
        Bucket bucket,
        State state,
        int files,
        int replaced,
        int same,
        int removed,
        int present,
        int behind,
        long held,
        long reports,
        long data,
        long badBlobs,
        long cutOffs,
        long empty,
        SortedMap<String, Long> scrubbed,
        long rawBytes,
        long textBytes,
        long fileBytes,
        Duration duration) {

    private static final SortedMap<String, Long> NO_RULES = Collections.emptySortedMap();

    public AutoclavingResult {
        scrubbed = Collections.unmodifiableSortedMap(new TreeMap<>(scrubbed));
    }

    /** How the bucket stands at the end. */
    public enum State {
        /** There is no such bucket of cans. */
        ABSENT,
        /** All of it was autoclaved by this run. */
        AUTOCLAVED,
        /** Missing files were added. */
        EXTENDED,
        /** Nothing was to be done. */
        UNCHANGED
    }

    static AutoclavingResult absent(Bucket bucket, Duration duration) {
        return new AutoclavingResult(
                bucket, State.ABSENT, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NO_RULES, 0, 0, 0, duration);
    }
}
