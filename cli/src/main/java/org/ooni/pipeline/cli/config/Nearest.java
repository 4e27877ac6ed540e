package org.ooni.pipeline.cli.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a misspelt name was to be. */
final class Nearest {
    private static final int FAR = 3;

    private Nearest() {}

    /** The name that needs the fewest changed, missing or added characters, if those are few. */
    static Optional<String> to(String word, Collection<String> names) {
        int limit = Math.min(FAR, Math.max(1, word.length() / 2));
        return names.stream()
                .sorted()
                .min(Comparator.comparingInt(name -> distance(word, name)))
                .filter(name -> distance(word, name) <= limit);
    }

    /** Levenshtein's. */
    static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
