package org.ooni.pipeline.cli.rerun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.ooni.pipeline.cli.rerun.BucketWork.Amount;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.cli.state.StageName;

/** Prints what a rerun would do: a line or an object for each bucket, and one for all of them. */
public final class PlanPrinter {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintWriter out;
    private final boolean json;
    private final List<StageName> stages;
    private final List<String> tables;

    /**
     * @param stages that are run
     * @param tables that centrifugation makes again
     */
    public PlanPrinter(PrintWriter out, boolean json, List<StageName> stages, List<String> tables) {
        this.out = out;
        this.json = json;
        this.stages = stages.stream().sorted().toList();
        this.tables = List.copyOf(tables);
    }

    public void print(List<BucketWork> works) {
        works.forEach(work -> {
            if (json) {
                print(figures("bucket", work.bucket().toString(), work, false));
            } else {
                out.println(work.bucket() + " rerun: " + words(work));
            }
        });
        BucketWork total = total(works);
        if (json) {
            print(figures("buckets", works.size(), total, true));
        } else {
            out.println(Words.count(works.size(), "bucket") + ": " + words(total) + intoTables());
        }
    }

    private BucketWork total(List<BucketWork> works) {
        Map<StageName, Amount> sums = new LinkedHashMap<>();
        for (StageName stage : stages) {
            int files = 0;
            long bytes = 0;
            for (BucketWork work : works) {
                files += work.of(stage).files();
                bytes += work.of(stage).bytes();
            }
            sums.put(stage, new Amount(files, bytes));
        }
        return new BucketWork(null, sums, "");
    }

    private String words(BucketWork work) {
        if (!work.trouble().isEmpty()) {
            return "cannot be planned: " + work.trouble();
        }
        StringJoiner parts = new StringJoiner(", ");
        for (StageName stage : stages) {
            Amount amount = work.of(stage);
            parts.add(
                    stage + " " + Words.count(amount.files(), noun(stage)) + " (" + Words.bytes(amount.bytes()) + ")");
        }
        return parts.toString();
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

    private Map<String, Object> figures(String key, Object value, BucketWork work, boolean total) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(key, value);
        figures.put("stage", "rerun");
        figures.put("state", work.trouble().isEmpty() ? "planned" : "failed");
        if (!work.trouble().isEmpty()) {
            figures.put("error", work.trouble());
            return figures;
        }
        for (StageName stage : stages) {
            Map<String, Object> amount = new LinkedHashMap<>();
            amount.put("files", work.of(stage).files());
            amount.put("bytes", work.of(stage).bytes());
            if (total && stage == StageName.CENTRIFUGATION) {
                amount.put("tables", tables);
            }
            figures.put(stage.toString(), amount);
        }
        return figures;
    }

    private void print(Map<String, Object> figures) {
        try {
            out.println(JSON.writeValueAsString(figures));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are JSON", e);
        }
    }
}
