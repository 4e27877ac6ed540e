package org.ooni.pipeline.cli.status;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.ooni.pipeline.cli.state.StageState;
import org.ooni.pipeline.cli.state.Trouble;

/** A {@link StageState} as numbers, which can be added up. */
record StageCounts(long done, long pending, long behind, long bad, long disagreeing) {
    static final StageCounts ZERO = new StageCounts(0, 0, 0, 0, 0);

    static StageCounts of(StageState state) {
        return new StageCounts(
                state.done(),
                state.pending(),
                state.behind(),
                state.troubles(Trouble.Kind.BAD),
                state.troubles(Trouble.Kind.DISAGREEING));
    }

    StageCounts plus(StageCounts other) {
        return new StageCounts(
                done + other.done,
                pending + other.pending,
                behind + other.behind,
                bad + other.bad,
                disagreeing + other.disagreeing);
    }

    /** In the order of {@code --json}. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("done", done);
        figures.put("pending", pending);
        figures.put("behind", behind);
        figures.put("bad", bad);
        figures.put("disagreeing", disagreeing);
        return figures;
    }

    /** {@code 12 done, 3 pending}; a dash where there is nothing. */
    String words() {
        String words = figures().entrySet().stream()
                .filter(figure -> (long) figure.getValue() > 0)
                .map(figure -> figure.getValue() + " " + figure.getKey())
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "-" : words;
    }
}
