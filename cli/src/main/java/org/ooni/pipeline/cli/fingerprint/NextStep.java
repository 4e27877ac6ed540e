package org.ooni.pipeline.cli.fingerprint;

import java.time.LocalDate;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.ooni.pipeline.cli.help.ProgramName;

/** Which command comes next, for people. */
public final class NextStep {
    /** So many buckets are named one by one. */
    private static final int NAMED = 5;

    private NextStep() {}

    /** After fingerprints of these numbers came: files that are in the database were not searched for them. */
    public static String search(SortedSet<Integer> numbers) {
        String ranges = NumberRange.covering(numbers).stream()
                .map(NumberRange::toString)
                .collect(Collectors.joining(" "));
        return "next: " + ProgramName.current() + " fingerprints affected " + ranges + " --mark";
    }

    /** After files of these buckets were marked; the buckets between them have nothing to do, and cost little. */
    public static String run(SortedSet<LocalDate> buckets) {
        String range = buckets.size() <= NAMED
                ? buckets.stream().map(day -> "--bucket " + day).collect(Collectors.joining(" "))
                : "--start " + buckets.first() + " --end " + buckets.last().plusDays(1);
        return "next: " + ProgramName.current() + " centrifugation " + range;
    }
}
