package org.ooni.pipeline.raw;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** A day of reports: the unit of work, of retry and of publication. Its name is its date, {@code YYYY-MM-DD}. */
public record Bucket(LocalDate day) implements Comparable<Bucket> {

    private static final Pattern NAME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** @throws IllegalArgumentException for anything but the {@code YYYY-MM-DD} of a day that is in the calendar */
    public static Bucket parse(String name) {
        if (!NAME.matcher(name).matches()) {
            throw notADate(name, null);
        }
        try {
            return new Bucket(LocalDate.parse(name));
        } catch (DateTimeParseException e) {
            throw notADate(name, e);
        }
    }

    private static IllegalArgumentException notADate(String name, Throwable cause) {
        return new IllegalArgumentException("not a bucket's date (YYYY-MM-DD): " + name, cause);
    }

    public Path under(Path root) {
        return root.resolve(toString());
    }

    /** Seconds since the epoch at the bucket's midnight UTC, which is the time of everything made from it. */
    public long epochSecond() {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    @Override
    public int compareTo(Bucket other) {
        return day.compareTo(other.day);
    }

    @Override
    public String toString() {
        return day.toString();
    }
}
