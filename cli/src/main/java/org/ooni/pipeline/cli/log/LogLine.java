package org.ooni.pipeline.cli.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ooni.pipeline.cli.config.Secrets;
import org.ooni.pipeline.cli.json.JsonText;

/** One event as JSON: {@code time}, {@code level}, {@code logger}, {@code message}, and what else is known of it. */
public final class LogLine {
    /** How each of them begins. */
    static final String START = "{\"time\":\"";

    private LogLine() {}

    /** @param more further members, after the four */
    static String of(Instant time, String level, String logger, String message, Map<String, Object> more) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("level", level);
        line.put("logger", logger);
        line.put("message", Secrets.masked(message));
        line.putAll(more);
        return JsonText.of(line);
    }

    /** A failure as the format in use has it: the text as it is, or an object with {@code facts}. */
    public static String failure(String text, Map<String, Object> facts) {
        return LogFormat.inUse() == LogFormat.TEXT ? text : of(Instant.now(), "ERROR", "pipeline", text, facts);
    }

    /** Something that is worth a look and has not failed. */
    public static String warning(String text) {
        return asInUse("WARN", text);
    }

    /** Something that is good to know. */
    public static String notice(String text) {
        return asInUse("INFO", text);
    }

    private static String asInUse(String level, String text) {
        return LogFormat.inUse() == LogFormat.TEXT ? text : of(Instant.now(), level, "pipeline", text, Map.of());
    }
}
