package org.ooni.pipeline.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;
import org.ooni.pipeline.cli.stage.Words;

/** A run as the ledger tells of it. */
public final class PastRun {
    private final JsonNode begun;
    private final JsonNode ended;

    /** @param ended null if nothing tells of its end */
    PastRun(JsonNode begun, JsonNode ended) {
        this.begun = begun;
        this.ended = ended;
    }

    /** {@code running}, {@code done}, {@code failed}, {@code interrupted} or, of one that was killed, {@code lost}. */
    public String state() {
        if (ended == null) {
            return isAlive() ? "running" : "lost";
        }
        if (ended.path("exit").isNull()) {
            return "interrupted";
        }
        return ended.path("exit").asInt() == 0 ? "done" : "failed";
    }

    /** A process of this number that is older than the run is it; a younger one has just inherited the number. */
    private boolean isAlive() {
        Instant start = Instant.parse(begun.path("time").asText());
        return ProcessHandle.of(begun.path("pid").asLong())
                .filter(process -> process.info()
                        .startInstant()
                        .map(born -> born.isBefore(start.plusSeconds(1)))
                        .orElse(true))
                .isPresent();
    }

    /** For a person. */
    public String line() {
        String time = begun.path("time").asText();
        StringJoiner parts = new StringJoiner("  ");
        parts.add(time.length() < 19 ? time : time.substring(0, 19) + "Z");
        parts.add(String.format("%9s", ended == null ? "" : Words.seconds(duration())));
        parts.add(String.format("%-11s", state().equals("failed") ? "failed " + ended.path("exit") : state()));
        parts.add(begun.path("command").asText());
        StringJoiner stages = new StringJoiner(", ");
        if (ended != null) {
            ended.path("stages").properties().forEach(stage -> stages.add(stage(stage.getKey(), stage.getValue())));
        }
        if (stages.length() > 0) {
            parts.add(stages.toString());
        }
        if (ended != null && ended.path("message").isTextual()) {
            parts.add(ended.path("message").asText().replace('\n', ' '));
        }
        return parts.toString();
    }

    private static String stage(String name, JsonNode totals) {
        long failed = totals.path("failed").asLong();
        return name + " " + Words.count(totals.path("done").asLong(), "bucket")
                + (failed == 0 ? "" : " and " + failed + " failed");
    }

    private Duration duration() {
        return Duration.between(
                Instant.parse(begun.path("time").asText()),
                Instant.parse(ended.path("time").asText()));
    }

    /** For a machine. */
    public ObjectNode json(ObjectNode empty) {
        empty.put("run", begun.path("run").asText());
        empty.put("state", state());
        empty.put("command", begun.path("command").asText());
        empty.set("arguments", begun.path("arguments"));
        empty.set("start", begun.path("time"));
        empty.put("end", ended == null ? null : ended.path("time").asText());
        if (ended != null) {
            empty.put("seconds", duration().toMillis() / 1000.0);
            empty.set("exit", ended.path("exit"));
            empty.set("message", ended.path("message"));
            empty.set("stages", ended.path("stages"));
            empty.set("failures", ended.path("failures"));
        }
        return empty;
    }
}
