package org.ooni.pipeline.autoclaved;

import java.util.SortedMap;
import org.ooni.pipeline.io.FileDigest;

/**
 * What an index says of one autoclaved file, summed up.
 *
 * @param filename {@code <bucket>/<file>}
 * @param file of the compressed file
 * @param tests reports by test, as their names tell
 * @param badBlobs by reason
 * @param cutOffs reports whose rest could not be taken apart
 * @param textSize decompressed
 * @param rawSize of the raw reports
 */
public record FileContent(
        String filename,
        FileDigest file,
        SortedMap<String, Long> tests,
        long reports,
        long measurements,
        SortedMap<String, Long> badBlobs,
        long cutOffs,
        long frames,
        long textSize,
        long rawSize) {

    /** All of them, whatever the reason. */
    public long allBadBlobs() {
        return badBlobs.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Text size by file size; 0 of nothing. */
    public double ratio() {
        return file.size() == 0 ? 0 : (double) textSize / file.size();
    }
}
