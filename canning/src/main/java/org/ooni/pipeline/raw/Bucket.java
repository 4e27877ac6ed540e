package org.ooni.pipeline.raw;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** A day of reports: the unit of work, of retry and of publication. Its name is its date, {@code YYYY-MM-DD}. */
public record Bucket(LocalDate day) implements Comparable<Bucket> {

    /** @throws IllegalArgumentException for anything but {@code YYYY-MM-DD} */
    public static Bucket parse(String name) {
        try {
            return new Bucket(LocalDate.parse(name));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a bucket's date (YYYY-MM-DD): " + name, e);
        }
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
