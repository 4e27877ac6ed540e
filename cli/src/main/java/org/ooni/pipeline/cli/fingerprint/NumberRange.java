package org.ooni.pipeline.cli.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of fingerprints from {@code first} to {@code last}, both among them: {@code 25} or {@code 25-40}. */
public record NumberRange(int first, int last) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

    /** Empty if {@code text} is no range. */
    public static Optional<NumberRange> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        return first > last ? Optional.empty() : Optional.of(new NumberRange(first, last));
    }

    /** Those of {@code numbers} that it holds. */
    public SortedSet<Integer> of(SortedSet<Integer> numbers) {
        return numbers.subSet(first, last + 1);
    }

    /** The fewest ranges that hold {@code numbers} and no others. */
    public static List<NumberRange> covering(SortedSet<Integer> numbers) {
        List<NumberRange> ranges = new ArrayList<>();
        for (int number : numbers) {
            int end = ranges.size() - 1;
            if (end >= 0 && ranges.get(end).last() == number - 1) {
                ranges.set(end, new NumberRange(ranges.get(end).first(), number));
            } else {
                ranges.add(new NumberRange(number, number));
            }
        }
        return ranges;
    }

    @Override
    public String toString() {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }
}
