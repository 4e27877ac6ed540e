package org.ooni.pipeline.cli.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.cli.state.Arrivals.Arrival;
import org.ooni.pipeline.cli.state.BucketState;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.cli.state.Trouble;

/** Buckets × stages as lines of text. */
public final class StatusTable {
    private static final String GAP = "  ";

    private StatusTable() {}

    /** A line for the head, one for each bucket, and the totals. */
    public static List<String> of(List<BucketState> states) {
        return table(states, states);
    }

    /** The same with at most {@code rows} buckets, the newest ones that something is to be done with. */
    public static List<String> unsettled(List<BucketState> states, int rows) {
        List<BucketState> open = states.stream()
                .filter(state -> List.of(StageName.values()).stream()
                        .anyMatch(stage -> !state.of(stage).isSettled()))
                .toList();
        return table(open.subList(Math.max(0, open.size() - rows), open.size()), states);
    }

    private static List<String> table(List<BucketState> shown, List<BucketState> all) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("bucket", "canning", "autoclaving", "centrifugation"));
        long held = all.stream().mapToLong(BucketState::held).sum();
        if (held > 0) {
            head.add("held back");
        }
        rows.add(head);
        shown.forEach(state -> rows.add(row(state, held > 0)));
        List<String> totals = new ArrayList<>(List.of("total " + all.size()));
        for (StageName stage : StageName.values()) {
            totals.add(all.stream()
                    .map(state -> StageCounts.of(state.of(stage)))
                    .reduce(StageCounts.ZERO, StageCounts::plus)
                    .words());
        }
        if (held > 0) {
            totals.add(Words.count(held, "report"));
        }
        rows.add(totals);
        return aligned(rows);
    }

    private static List<String> row(BucketState state, boolean withHeld) {
        List<String> row = new ArrayList<>(List.of(state.bucket().toString()));
        for (StageName stage : StageName.values()) {
            row.add(StageCounts.of(state.of(stage)).words());
        }
        if (withHeld) {
            row.add(state.held() == 0 ? "-" : Words.count(state.held(), "report"));
        }
        return row;
    }

    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i))
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    /** What waits in reports-raw, test by test, and what is wrong, in words. */
    public static List<String> details(BucketState state) {
        List<String> lines = new ArrayList<>();
        for (Waiting waiting : Waiting.of(state).values()) {
            lines.add("waiting: " + waiting.test() + ": " + Words.count(waiting.reports(), "report") + " ("
                    + Words.bytes(waiting.bytes()) + "), the oldest since " + waiting.oldest());
        }
        if (!state.arrivals().uploads().isEmpty()) {
            lines.add("unfinished: " + Words.count(state.arrivals().uploads().size(), "upload"));
        }
        for (StageName stage : StageName.values()) {
            for (Trouble trouble : state.of(stage).troubles()) {
                lines.add(stage + ": " + trouble.text());
            }
        }
        return lines;
    }

    /** The reports of one test that no can holds. */
    record Waiting(String test, int reports, long bytes, Instant oldest) {
        static Map<String, Waiting> of(BucketState state) {
            Map<String, Waiting> tests = new TreeMap<>();
            for (Arrival arrival : state.arrivals().reports()) {
                tests.merge(
                        arrival.report().name().testName(),
                        new Waiting(
                                arrival.report().name().testName(),
                                1,
                                arrival.report().size(),
                                arrival.changed()),
                        Waiting::plus);
            }
            return tests;
        }

        private Waiting plus(Waiting other) {
            return new Waiting(
                    test,
                    reports + other.reports,
                    bytes + other.bytes,
                    oldest.isBefore(other.oldest) ? oldest : other.oldest);
        }
    }
}
