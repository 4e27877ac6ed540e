package org.ooni.pipeline.cli.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What a stage did with a bucket, for stdout.
 *
 * @param line for a person
 * @param figures for a machine: text, whole numbers, seconds, counts by name, in the order of {@code --json}
 */
public record Summary(String line, Map<String, Object> figures) {

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
