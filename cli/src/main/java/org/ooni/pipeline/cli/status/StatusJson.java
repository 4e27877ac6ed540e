package org.ooni.pipeline.cli.status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.cli.json.JsonText;
import org.ooni.pipeline.cli.state.BucketState;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.cli.state.Trouble;

/** Buckets × stages as JSON: an object for each bucket, and one with {@code total}, the number of buckets. */
public final class StatusJson {
    private StatusJson() {}

    public static String bucket(BucketState state) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("bucket", state.bucket().toString());
        for (StageName stage : StageName.values()) {
            Map<String, Object> figures = StageCounts.of(state.of(stage)).figures();
            figures.put(
                    "troubles",
                    state.of(stage).troubles().stream().map(Trouble::text).toList());
            object.put(stage.toString(), figures);
        }
        object.put("held", state.held());
        Map<String, Object> waiting = new LinkedHashMap<>();
        StatusTable.Waiting.of(state).forEach((test, reports) -> waiting.put(test, figures(reports)));
        object.put("waiting", waiting);
        object.put("uploads", state.arrivals().uploads().size());
        return text(object);
    }

    private static Map<String, Object> figures(StatusTable.Waiting waiting) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("reports", waiting.reports());
        figures.put("bytes", waiting.bytes());
        figures.put("oldest", waiting.oldest().toString());
        return figures;
    }

    public static String total(List<BucketState> states) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("total", states.size());
        for (StageName stage : StageName.values()) {
            object.put(
                    stage.toString(),
                    states.stream()
                            .map(state -> StageCounts.of(state.of(stage)))
                            .reduce(StageCounts.ZERO, StageCounts::plus)
                            .figures());
        }
        object.put("held", states.stream().mapToLong(BucketState::held).sum());
        return text(object);
    }

    private static String text(Map<String, Object> object) {
        return JsonText.of(object);
    }
}
