package org.ooni.pipeline.cli.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.ooni.pipeline.raw.Bucket;

/**
 * What a stage did with a bucket, for stdout.
 *
 * @param line for a person
 * @param figures for a machine: text, whole numbers, seconds, counts by name, in the order of {@code --json}
 * @param absent what there was not, so that nothing could be done: {@code no raw reports}
 */
public record Summary(String line, Map<String, Object> figures, Optional<String> absent) {
    public Summary(String line, Map<String, Object> figures) {
        this(line, figures, Optional.empty());
    }

    /** Of a bucket that a stage finds nothing of. */
    static Summary absent(Bucket bucket, String stage, String what, Map<String, Object> figures) {
        return new Summary(bucket + " " + stage + ": " + what + " of that day", figures, Optional.of(what));
    }

    /** Starts the figures that every stage has. */
    static Map<String, Object> figures(Object bucket, String stage, String state) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bucket", bucket.toString());
        figures.put("stage", stage);
        figures.put("state", state.toLowerCase(java.util.Locale.ROOT));
        return figures;
    }

    static String line(Object bucket, String stage, StringJoiner parts) {
        return bucket + " " + stage + ": " + parts;
    }
}
