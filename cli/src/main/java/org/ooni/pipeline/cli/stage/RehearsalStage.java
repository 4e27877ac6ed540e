package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.ooni.pipeline.centrifugation.Rehearsal;
import org.ooni.pipeline.centrifugation.RehearsalResult;
import org.ooni.pipeline.centrifugation.Selection;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** {@link Rehearsal} for the command line. */
public final class RehearsalStage implements Stage {
    private final Path autoclavedRoot;
    private final Rehearsal rehearsal;
    private final Selection selection;
    private final Set<String> probeCcs;

    public RehearsalStage(Path autoclavedRoot, Rehearsal rehearsal, Selection selection, Set<String> probeCcs) {
        this.autoclavedRoot = autoclavedRoot;
        this.rehearsal = rehearsal;
        this.selection = selection;
        this.probeCcs = Set.copyOf(probeCcs);
    }

    @Override
    public String name() {
        return "centrifugation";
    }

    @Override
    public long inputBytes(Bucket bucket) throws IOException {
        return Directories.bytes(bucket.under(autoclavedRoot));
    }

    @Override
    public Summary run(Bucket bucket, Progress progress) throws IOException {
        Optional<RehearsalResult> result = rehearsal.run(bucket, selection, probeCcs, progress);
        Map<String, Object> figures = Summary.figures(bucket, name(), result.isPresent() ? "rehearsed" : "absent");
        if (result.isEmpty()) {
            return Summary.absent(bucket, name(), "no archive", figures);
        }
        StringJoiner parts = new StringJoiner(", ");
        RehearsalResult counted = result.get();
        parts.add("would write " + Words.count(counted.accepted(), "measurement") + " from "
                + Words.count(counted.files(), "file"));
        if (counted.refused() > 0) {
            parts.add(Words.count(counted.refused(), "measurement") + " refused for its metadata");
        }
        StringBuilder line = new StringBuilder(Summary.line(bucket, name(), parts));
        counted.rows()
                .forEach((table, rows) -> line.append(System.lineSeparator())
                        .append("  ")
                        .append(table)
                        .append(": ")
                        .append(Words.count(rows, "row"))
                        .append(failures(counted, table)));
        figures.put("files", counted.files());
        figures.put("measurements", counted.accepted());
        figures.put("bad_metadata", counted.refused());
        figures.put("rows", counted.rows());
        figures.put("failures", counted.failures());
        return new Summary(line.toString(), figures);
    }

    private static String failures(RehearsalResult counted, String table) {
        long failures = counted.failures().getOrDefault(table, 0L);
        return failures == 0 ? "" : ", " + Words.count(failures, "failure");
    }
}
