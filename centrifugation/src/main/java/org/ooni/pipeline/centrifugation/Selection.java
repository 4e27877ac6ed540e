package org.ooni.pipeline.centrifugation;

import java.util.OptionalInt;
import java.util.Set;

/**
 * Which files of a bucket a run takes up; whole files, because a file is either done or not. Empty sets select all.
 *
 * @param testNames files that hold a report of one of these tests, as names of reports spell them
 * @param cans files of these names, without the bucket
 * @param limit at most so many of those that there is something to do with, by name
 */
public record Selection(Set<String> testNames, Set<String> cans, OptionalInt limit) {
    public static final Selection ALL = new Selection(Set.of(), Set.of(), OptionalInt.empty());

    public Selection {
        testNames = Set.copyOf(testNames);
        cans = Set.copyOf(cans);
    }

    boolean takes(String filename, IndexedFile file) {
        String can = filename.substring(filename.indexOf('/') + 1);
        return (cans.isEmpty() || cans.contains(can) || cans.contains(filename))
                && (testNames.isEmpty() || file.testNames().stream().anyMatch(testNames::contains));
    }
}
