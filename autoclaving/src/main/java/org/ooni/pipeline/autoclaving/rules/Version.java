package org.ooni.pipeline.autoclaving.rules;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A version of a probe, in the order of versions: {@code 2.9} before {@code 2.10}, {@code 2.0-beta} before {@code 2.0},
 * {@code 2} the same as {@code 2.0.0}. What follows a plus sign does not count.
 *
 * @param numbers decimal digits each, without leading zeros
 * @param preRelease what follows a minus sign, or empty
 */
public record Version(List<String> numbers, String preRelease) implements Comparable<Version> {
    private static final int LONGEST = 100;
    private static final Pattern FORM =
            Pattern.compile("[0-9]++(?:\\.[0-9]++)*+(?:-[0-9A-Za-z.-]++)?+(?:\\+[0-9A-Za-z.-]++)?+");

    /** The version that a text is, or null. */
    public static Version parse(String text) {
        if (text == null || text.length() > LONGEST || !FORM.matcher(text).matches()) {
            return null;
        }
        String version = text.split("\\+", 2)[0];
        String[] parts = version.split("-", 2);
        List<String> numbers = Arrays.stream(parts[0].split("\\."))
                .map(number -> number.replaceFirst("^0+(?=.)", ""))
                .toList();
        return new Version(numbers, parts.length == 1 ? "" : parts[1]);
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int order = compare(number(i), other.number(i));
            if (order != 0) {
                return order;
            }
        }
        boolean both = preRelease.isEmpty() == other.preRelease.isEmpty();
        return both ? preRelease.compareTo(other.preRelease) : preRelease.isEmpty() ? 1 : -1;
    }

    private String number(int i) {
        return i < numbers.size() ? numbers.get(i) : "0";
    }

    private static int compare(String a, String b) {
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }
}
