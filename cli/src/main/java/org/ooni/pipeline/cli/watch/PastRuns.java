package org.ooni.pipeline.cli.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@link RunLedger}. */
public final class PastRuns {
    private static final JsonMapper JSON = new JsonMapper();

    /** Runs that may turn out to be idle ticks, and then leave their places to older ones. */
    private static final int SLACK = 16;

    private final int limit;
    private final boolean withIdle;
    private final Map<String, JsonNode> begun = new LinkedHashMap<>();
    private final Map<String, JsonNode> ended = new LinkedHashMap<>();

    private PastRuns(int limit, boolean withIdle) {
        this.limit = limit;
        this.withIdle = withIdle;
    }

    /**
     * The {@code limit} latest runs, in the order of their beginnings; none if there is no such file.
     *
     * @param withIdle whether ticks that found nothing to do are among them
     */
    public static List<PastRun> latest(Path file, int limit, boolean withIdle) throws IOException {
        PastRuns runs = new PastRuns(limit, withIdle);
        runs.read(RunLedger.older(file));
        runs.read(file);
        return runs.begun.entrySet().stream()
                .skip(Math.max(0, runs.begun.size() - limit))
                .map(run -> new PastRun(run.getValue(), runs.ended.get(run.getKey())))
                .toList();
    }

    private void read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        }
    }

    private void take(String line) {
        JsonNode event;
        try {
            event = JSON.readTree(line);
        } catch (JsonProcessingException torn) {
            // By a machine that stopped meanwhile.
            return;
        }
        String id = event.path("run").asText();
        if (event.path("event").asText().equals("begun")) {
            begun.put(id, event);
            if (begun.size() > limit + SLACK) {
                String oldest = begun.keySet().iterator().next();
                begun.remove(oldest);
                ended.remove(oldest);
            }
        } else if (begun.containsKey(id) && !withIdle && isIdle(begun.get(id), event)) {
            begun.remove(id);
        } else if (begun.containsKey(id)) {
            ended.put(id, event);
        }
    }

    private static boolean isIdle(JsonNode begun, JsonNode ended) {
        return begun.path("command").asText().equals("tick")
                && ended.path("exit").isInt()
                && ended.path("exit").intValue() == 0
                && ended.path("stages").isEmpty();
    }
}
