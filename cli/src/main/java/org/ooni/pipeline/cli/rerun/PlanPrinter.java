package org.ooni.pipeline.cli.rerun;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ooni.pipeline.cli.json.JsonText;
import org.ooni.pipeline.cli.rerun.BucketWork.Amount;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.cli.state.StageName;

/** Prints what a rerun would do: a line or an object for each bucket, and one for all of them. */
public final class PlanPrinter {
    private final PrintWriter out;
    private final boolean json;
    private final Set<StageName> stages;
    private final List<String> tables;

    /**
     * @param stages that are run
     * @param tables that centrifugation makes again
     */
    public PlanPrinter(PrintWriter out, boolean json, Set<StageName> stages, List<String> tables) {
        this.out = out;
        this.json = json;
        this.stages = Set.copyOf(stages);
        this.tables = List.copyOf(tables);
    }

    public void print(List<BucketWork> works) {
        works.forEach(this::print);
        Map<StageName, Amount> total = total(works);
        if (json) {
            Map<String, Object> figures = figures("buckets", works.size(), "planned", total);
            if (stages.contains(StageName.CENTRIFUGATION)) {
                figures.put("tables", tables);
            }
            print(figures);
        } else {
            out.println(Words.count(works.size(), "bucket") + ": " + words(total) + intoTables());
        }
    }

    private void print(BucketWork work) {
        boolean planned = work.trouble().isEmpty();
        if (!json) {
            out.println(work.bucket() + " rerun: "
                    + (planned ? words(work.stages()) : "cannot be planned: " + work.trouble()));
            return;
        }
        Map<String, Object> figures =
                figures("bucket", work.bucket().toString(), planned ? "planned" : "failed", work.stages());
        if (!planned) {
            figures.put("error", work.trouble());
        }
        print(figures);
    }

    private static Map<StageName, Amount> total(List<BucketWork> works) {
        Map<StageName, Amount> total = new EnumMap<>(StageName.class);
        works.forEach(work -> work.stages().forEach((stage, amount) -> total.merge(stage, amount, Amount::plus)));
        return total;
    }

    private static String words(Map<StageName, Amount> amounts) {
        return amounts.entrySet().stream()
                .map(stage -> stage.getKey() + " "
                        + Words.count(stage.getValue().files(), noun(stage.getKey())) + " ("
                        + Words.bytes(stage.getValue().bytes()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String noun(StageName stage) {
        return switch (stage) {
            case CANNING -> "report";
            case AUTOCLAVING -> "can";
            case CENTRIFUGATION -> "file";
        };
    }

    private String intoTables() {
        return stages.contains(StageName.CENTRIFUGATION) ? " into " + String.join(", ", tables) : "";
    }

    private static Map<String, Object> figures(String key, Object value, String state, Map<StageName, Amount> amounts) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(key, value);
        figures.put("stage", "rerun");
        figures.put("state", state);
        amounts.forEach((stage, amount) -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("files", amount.files());
            members.put("bytes", amount.bytes());
            figures.put(stage.toString(), members);
        });
        return figures;
    }

    private void print(Map<String, Object> figures) {
        out.println(JsonText.of(figures));
    }
}
