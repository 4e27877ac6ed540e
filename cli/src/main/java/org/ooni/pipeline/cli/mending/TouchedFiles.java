package org.ooni.pipeline.cli.mending;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.canning.RepackedBucket;
import org.ooni.pipeline.centrifugation.FileChange;
import org.ooni.pipeline.cli.stage.Summary;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.raw.Bucket;

/** What mending did to a bucket, or would do: everything touched, by name. Not thread-safe. */
final class TouchedFiles {
    private final Bucket bucket;
    private final String command;
    private final boolean planned;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();

    /** @param planned whether it is said of what would be done */
    TouchedFiles(Bucket bucket, String command, boolean planned) {
        this.bucket = bucket;
        this.command = command;
        this.planned = planned;
    }

    void cans(RepackedBucket cans) {
        add("reports", cans.reports(), "report ", planned ? ": would be taken out of its can" : ": out of its can");
        add("cans_repacked", cans.repacked(), "can ", planned ? ": would be packed again" : ": packed again");
        add(
                "cans_removed",
                cans.removed(),
                "can ",
                planned ? ": would be removed" : ": removed, nothing is left in it");
    }

    void files(Collection<String> remade, Collection<String> removed) {
        add("files_remade", remade, "archive ", planned ? ": would be made again" : ": made again");
        add("files_removed", removed, "archive ", planned ? ": would be removed" : ": removed with its can");
    }

    /** @param measurements that a rule changes, by file of the archive */
    void scrubbed(Map<String, Long> measurements) {
        measurements.forEach((file, count) -> lines.add("archive " + file + (planned ? ": would be" : ": was")
                + " made again for " + Words.count(count, "measurement")));
        figures.put("files_remade", measurements);
    }

    /** What the database took up. */
    void changes(List<FileChange> changes) {
        Map<String, Object> byFile = new LinkedHashMap<>();
        for (FileChange change : changes) {
            lines.add("database " + change.filename() + ": measurements: " + change.matched() + " as before, "
                    + change.fresh() + " new, " + change.gone() + " gone");
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("matched", change.matched());
            counts.put("new", change.fresh());
            counts.put("gone", change.gone());
            byFile.put(change.filename(), counts);
        }
        figures.put("database", byFile);
    }

    /** @param measurements that would leave the database, by file */
    void measurements(Map<String, Long> measurements) {
        measurements.forEach((file, count) ->
                lines.add("database " + file + ": " + count + " of its measurements would go, with what else it has"));
        figures.put("database", measurements);
    }

    /** More for the report. */
    void add(String key, Collection<String> names, String before, String after) {
        names.forEach(name -> lines.add(before + name + after));
        figures.put(key, List.copyOf(names));
    }

    Summary summary() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bucket", bucket.toString());
        all.put("stage", command);
        all.put("state", lines.isEmpty() ? "unchanged" : planned ? "planned" : "done");
        all.putAll(figures);
        String head = bucket + " " + command + ": ";
        if (lines.isEmpty()) {
            return new Summary(head + "nothing left to do", all);
        }
        String next = System.lineSeparator() + "  ";
        return new Summary(head + (planned ? "would touch" : "touched") + next + String.join(next, lines), all);
    }
}
