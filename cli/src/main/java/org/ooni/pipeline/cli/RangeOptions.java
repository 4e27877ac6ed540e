package org.ooni.pipeline.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ooni.pipeline.cli.exit.CommandException;
import picocli.CommandLine.Option;

/** RANGE: which buckets a command works on, as {@code [--start, --end)} or as {@code --bucket} repeated. */
final class RangeOptions {
    private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(T00:00:00)?");

    @Option(
            names = "--start",
            paramLabel = "DAY",
            description = "The first bucket, as 2017-01-01 or 2017-01-01T00:00:00.")
    private String start;

    @Option(names = "--end", paramLabel = "DAY", description = "The day after the last bucket.")
    private String end;

    @Option(
            names = "--bucket",
            paramLabel = "DAY",
            description = "One bucket, instead of --start and --end; may be repeated.")
    private List<String> buckets = List.of();

    /** Whether any of the options is; for commands that know what to do without. */
    boolean isGiven() {
        return start != null || end != null || !buckets.isEmpty();
    }

    /** The buckets in ascending order, each once; never empty. */
    List<LocalDate> days() {
        if (!buckets.isEmpty()) {
            if (start != null || end != null) {
                throw CommandException.usage("--bucket and --start/--end exclude each other.");
            }
            return List.copyOf(new TreeSet<>(
                    buckets.stream().map(text -> day("--bucket", text)).toList()));
        }
        if (start == null || end == null) {
            throw CommandException.usage("Which buckets? Give --start DAY and --end DAY, or --bucket DAY.");
        }
        return between(day("--start", start), day("--end", end));
    }

    private static List<LocalDate> between(LocalDate first, LocalDate end) {
        if (!first.isBefore(end)) {
            throw CommandException.usage("--end is the day after the last bucket: " + end + " is not after --start "
                    + first + ". For this one day give --bucket " + first + ".");
        }
        return first.datesUntil(end).toList();
    }

    private static LocalDate day(String option, String text) {
        Matcher matcher = DAY.matcher(text);
        try {
            if (matcher.matches()) {
                return LocalDate.parse(matcher.group(1));
            }
        } catch (DateTimeException noSuchDay) {
            throw CommandException.usage(option + ": there is no day '" + text + "'.");
        }
        throw CommandException.usage(
                option + ": '" + text + "' is neither a day like 2017-01-01 nor a midnight like 2017-01-01T00:00:00.");
    }
}
