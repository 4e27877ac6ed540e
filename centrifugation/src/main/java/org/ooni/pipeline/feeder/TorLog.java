package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ooni.pipeline.metadb.CopyText;

/**
 * The log of Tor as JSON: a list of lines, each an object (Feeder rules §2.3).
 *
 * <pre>
 * {"t": seconds, "%": percent}   a step of the bootstrap, and when since the first line
 * {"t": seconds, "_": message}   another message; those that say nothing are left out
 * {"!": line}                    not a line of a log
 * </pre>
 */
final class TorLog {
    private static final Pattern LINE = Pattern.compile(
            "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([0123]\\d) "
                    + "([0-2]\\d):([0-5]\\d):([0-5]\\d)\\.\\d{3} (.*)",
            Pattern.DOTALL);
    private static final int DAY = 24 * 60 * 60;

    private final ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    private Time base;

    private TorLog() {}

    private record Time(String month, int day, int second) {
        static Time of(Matcher line) {
            int minutes = Integer.parseInt(line.group(3)) * 60 + Integer.parseInt(line.group(4));
            return new Time(
                    line.group(1), Integer.parseInt(line.group(2)), minutes * 60 + Integer.parseInt(line.group(5)));
        }

        /** Seconds from {@code base}; a log crosses midnight once at most. */
        int since(Time base) {
            if (month.equals(base.month) && day == base.day) {
                return second - base.second;
            }
            if (day == base.day + 1 || day == 1) {
                return second - base.second + DAY;
            }
            throw new DatumException("a log of more than two days", "tor_log");
        }
    }

    /** What PostgreSQL cannot store in {@code log} is replaced, as in all texts. */
    static ArrayNode parse(String log) {
        int end = log.length();
        while (end > 0 && log.charAt(end - 1) == '\n') {
            end--;
        }
        TorLog parsed = new TorLog();
        for (String line : CopyText.clean(log.substring(0, end)).split("\n", -1)) {
            parsed.add(line);
        }
        return parsed.lines;
    }

    private void add(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            lines.addObject().put("!", line);
            return;
        }
        Time time = Time.of(parts);
        if (base == null) {
            base = time;
        }
        String message = parts.group(6);
        if (TorMessages.saysNothing(message)) {
            return;
        }
        int seconds = time.since(base);
        Integer percent = TorMessages.percent(message);
        if (percent != null) {
            lines.addObject().put("t", seconds).put("%", percent);
        } else {
            lines.addObject().put("t", seconds).put("_", message);
        }
    }
}
