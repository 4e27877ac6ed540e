package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.centrifugation.CentrifugationOptions;
import org.ooni.pipeline.centrifugation.IngestPlan;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** Tells what {@link Centrifugation} would do. */
public final class DryRunStage implements Stage {
    private final Centrifugation centrifugation;
    private final CentrifugationOptions options;

    public DryRunStage(Centrifugation centrifugation, CentrifugationOptions options) {
        this.centrifugation = centrifugation;
        this.options = options;
    }

    @Override
    public String name() {
        return "centrifugation";
    }

    /** None is read but the index. */
    @Override
    public long inputBytes(Bucket bucket) {
        return 0;
    }

    @Override
    public Summary run(Bucket bucket, Progress progress) throws IOException, SQLException {
        Optional<IngestPlan> plan = centrifugation.plan(bucket, options);
        Map<String, Object> figures = Summary.figures(bucket, name(), plan.isPresent() ? "planned" : "absent");
        if (plan.isEmpty()) {
            return Summary.absent(bucket, name(), "no archive", figures);
        }
        StringJoiner parts = new StringJoiner(", ");
        Map<String, String> files = files(plan.get());
        figures.put("files", files);
        figures.put("files_before", plan.get().done().size());
        figures.put("absent_plug_ins", plan.get().absentPlugIns());
        parts.add(files.isEmpty() ? "nothing to do" : Words.count(files.size(), "file") + " to do");
        parts.add(Words.count(plan.get().done().size(), "file") + " as before");
        StringBuilder line = new StringBuilder(Summary.line(bucket, name(), parts));
        files.forEach((file, act) -> line.append(System.lineSeparator())
                .append("  ")
                .append(file)
                .append(": ")
                .append(act));
        return new Summary(line.toString(), figures);
    }

    private static Map<String, String> files(IngestPlan plan) {
        Map<String, String> files = new LinkedHashMap<>();
        plan.ingest().forEach(file -> files.put(file, "ingest"));
        plan.reingest().forEach(file -> files.put(file, "reingest"));
        plan.reprocess()
                .forEach((file, tables) -> files.put(
                        file, tables.isEmpty() ? "record its version" : "reprocess " + String.join(", ", tables)));
        plan.relist().forEach(file -> files.merge(file, "record its bad blobs", (act, other) -> act + ", " + other));
        plan.forget().forEach(file -> files.put(file, "forget"));
        plan.left().forEach(file -> files.put(file, "leave, not selected"));
        return files;
    }
}
