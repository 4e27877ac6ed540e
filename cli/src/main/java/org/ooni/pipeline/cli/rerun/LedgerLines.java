package org.ooni.pipeline.cli.rerun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.ooni.pipeline.cli.json.JsonText;
import org.ooni.pipeline.cli.rerun.RerunState.Effort;
import org.ooni.pipeline.cli.rerun.RerunState.Turn;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.raw.Bucket;

/**
 * The text of a {@link RerunLedger}: what was asked for, and then a line for each stage of a bucket that ended.
 *
 * <pre>
 * {"begun":…,"stages":["autoclaving","centrifugation"],"test_names":[],"archive":…,"database":…,"buckets":["2017-01-01",…]}
 * {"time":…,"bucket":"2017-01-01","stage":"autoclaving","state":"done","bytes":79312345,"millis":9312}
 * {"time":…,"bucket":"2017-01-01","stage":"centrifugation","state":"failed","exit":65}
 * </pre>
 */
final class LedgerLines {
    private static final JsonMapper JSON = new JsonMapper();

    private LedgerLines() {}

    static String begun(Instant time, RerunRequest request, List<Bucket> buckets) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("begun", time.toString());
        line.put(
                "stages",
                request.orderedStages().stream().map(StageName::toString).toList());
        line.put("test_names", new TreeSet<>(request.testNames()));
        line.put("archive", request.archive());
        line.put("database", request.database());
        line.put("buckets", buckets.stream().map(Bucket::toString).toList());
        return text(line);
    }

    static String done(Instant time, Turn turn, Effort effort) {
        Map<String, Object> line = ended(time, turn, "done");
        line.put("bytes", effort.bytes());
        line.put("millis", effort.time().toMillis());
        return text(line);
    }

    static String failed(Instant time, Turn turn, int exit) {
        Map<String, Object> line = ended(time, turn, "failed");
        line.put("exit", exit);
        return text(line);
    }

    private static Map<String, Object> ended(Instant time, Turn turn, String state) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", time.toString());
        line.put("bucket", turn.bucket().toString());
        line.put("stage", turn.stage().toString());
        line.put("state", state);
        return line;
    }

    private static String text(Map<String, Object> line) {
        return JsonText.of(line);
    }

    /**
     * Reads whole lines, the first of which tells what was asked for.
     *
     * @param file for messages
     */
    static RerunState read(List<String> lines, String file) throws CorruptFileException {
        RerunState state = null;
        for (int i = 0; i < lines.size(); i++) {
            try {
                JsonNode line = JSON.readTree(lines.get(i));
                state = i == 0 ? begun(line) : with(state, line);
            } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
                throw new CorruptFileException(
                        file, "line " + (i + 1) + " is no line of a rerun's ledger; --restart begins anew");
            }
        }
        return state;
    }

    private static RerunState begun(JsonNode line) {
        List<StageName> stages = new ArrayList<>();
        require(line, "stages").forEach(stage -> stages.add(stage(stage)));
        List<Bucket> buckets = new ArrayList<>();
        require(line, "buckets").forEach(bucket -> buckets.add(Bucket.parse(bucket.asText())));
        TreeSet<String> testNames = new TreeSet<>();
        require(line, "test_names").forEach(name -> testNames.add(name.asText()));
        Instant begun = Instant.parse(require(line, "begun").asText());
        return new RerunState(begun, stages, testNames, buckets, Map.of(), Map.of());
    }

    private static RerunState with(RerunState state, JsonNode line) {
        Bucket bucket = Bucket.parse(require(line, "bucket").asText());
        Turn turn = new Turn(bucket, stage(require(line, "stage")));
        return switch (require(line, "state").asText()) {
            case "done" ->
                state.withDone(
                        turn,
                        new Effort(
                                require(line, "bytes").asLong(),
                                Duration.ofMillis(require(line, "millis").asLong())));
            case "failed" -> state.withFailed(bucket, require(line, "exit").asInt());
            default -> throw new IllegalArgumentException("state");
        };
    }

    private static JsonNode require(JsonNode line, String key) {
        if (!line.has(key)) {
            throw new IllegalArgumentException(key);
        }
        return line.get(key);
    }

    private static StageName stage(JsonNode name) {
        return StageName.valueOf(name.asText().toUpperCase(Locale.ROOT));
    }
}
