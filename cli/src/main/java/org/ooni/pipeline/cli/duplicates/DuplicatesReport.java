package org.ooni.pipeline.cli.duplicates;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.exit.Failure;
import org.ooni.pipeline.cli.json.JsonText;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.metadb.StoredReport;
import org.ooni.pipeline.raw.Bucket;

/** Prints what came of a comparison. */
public final class DuplicatesReport {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final String state;

    /**
     * @param json whether {@code out} gets objects instead of lines
     * @param planned whether it is said of what would be recorded
     */
    public DuplicatesReport(PrintWriter out, PrintWriter err, boolean json, boolean planned) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.state = planned ? "planned" : "done";
    }

    /** Every group. */
    public void groups(Comparison comparison) {
        GroupListing.of(comparison).forEach(this::group);
    }

    /** The groups with somebody new. */
    public void news(Comparison comparison) {
        GroupListing.of(comparison).stream().filter(GroupListing::hasNew).forEach(this::group);
    }

    private void group(GroupListing group) {
        if (json) {
            Map<String, Object> figures = figures();
            figures.put("used", group.used().orElse(null));
            Map<String, String> unused = new LinkedHashMap<>();
            group.unused().forEach((name, isNew) -> unused.put(name, word(isNew)));
            figures.put("unused", unused);
            print(figures);
        } else {
            out.println(group.used().map(name -> name + " is used").orElse("none of these is used"));
            group.unused().forEach((name, isNew) -> out.println("  " + name + " is the same, " + word(isNew)));
        }
    }

    private static String word(boolean isNew) {
        return isNew ? "new" : "known";
    }

    /** Sums over all groups. */
    public void sum(Comparison comparison) {
        List<GroupListing> groups = GroupListing.of(comparison);
        long unused = groups.stream().mapToLong(group -> group.unused().size()).sum();
        long fresh = comparison.plan().unused().size();
        if (json) {
            Map<String, Object> figures = figures();
            figures.put("buckets", comparison.buckets());
            figures.put("groups", groups.size());
            figures.put("reports_unused", unused);
            figures.put("reports_new", fresh);
            print(figures);
        } else {
            out.println("duplicates: " + Words.count(comparison.buckets(), "bucket") + " compared, "
                    + Words.count(unused, "report") + " not used in " + Words.count(groups.size(), "group") + ", "
                    + fresh + " of them " + (state.equals("planned") ? "would be " : "") + "new");
        }
    }

    /** What would leave the database. */
    public void leaving(List<StoredReport> reports) {
        for (StoredReport report : reports) {
            if (report.measurements() > 0 && json) {
                Map<String, Object> figures = figures();
                figures.put("leaving", report.textname());
                figures.put("file", report.filename());
                figures.put("measurements", report.measurements());
                print(figures);
            } else if (report.measurements() > 0) {
                out.println("would leave the database: " + Words.count(report.measurements(), "measurement") + " of "
                        + report.textname() + " in " + report.filename());
            }
        }
    }

    /** What keeps the search from being complete; returns the exit code that it calls for. */
    public ExitCode troubles(Comparison comparison) {
        ExitCode worst = ExitCode.DONE;
        for (Map.Entry<Bucket, IOException> trouble : comparison.troubles().entrySet()) {
            Failure failure = Failure.of(trouble.getValue());
            err.println("duplicates: " + trouble.getKey() + ": " + failure.message());
            worst = worst.orWorse(failure.code());
        }
        return worst;
    }

    /** That nothing came of a comparison; returns the exit code that it calls for. */
    ExitCode failed(IOException failure) {
        err.println("duplicates: " + Failure.of(failure).message());
        return Failure.of(failure).code();
    }

    private Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("stage", "duplicates");
        figures.put("state", state);
        return figures;
    }

    private void print(Map<String, Object> figures) {
        out.println(JsonText.of(figures));
    }
}
