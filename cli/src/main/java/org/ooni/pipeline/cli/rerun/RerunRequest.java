package org.ooni.pipeline.cli.rerun;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.raw.Bucket;

/**
 * What is asked for. Who asks for the same again means the rerun that has begun.
 *
 * @param days in ascending order, whether there is something on disk or not; not empty
 * @param stages that are run again
 * @param testNames files with a report of one of these; none for all
 * @param archive the autoclaved root
 * @param database as it was named, without a password; empty if none is needed
 */
public record RerunRequest(
        List<Bucket> days, Set<StageName> stages, Set<String> testNames, String archive, String database) {
    private static final int DIGITS = 8;

    public RerunRequest {
        days = List.copyOf(days);
        stages = Set.copyOf(stages);
        testNames = Set.copyOf(testNames);
    }

    /** A name for a file: from when to when, and a digest of everything. */
    String name() {
        return days.get(0) + "_" + days.get(days.size() - 1) + "-" + digest().substring(0, DIGITS);
    }

    /** In the order of the data. */
    List<StageName> orderedStages() {
        return stages.stream().sorted().toList();
    }

    private String digest() {
        String text = List.of(days, orderedStages(), new TreeSet<>(testNames), archive, database).stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
