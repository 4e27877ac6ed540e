package org.ooni.pipeline.cli.duplicates;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.stream.LongStream;

/**
 * Finds numbers that files have more than once. Memory is bounded by one part of the numbers that are looked for, and
 * one file's share of it: SHA-1 spreads them evenly.
 */
final class PrefixSearch {
    private static final int AT_A_TIME = 1 << 20;

    private final Collection<PrefixFile> wanted;
    private final Collection<PrefixFile> others;
    private final int atATime;

    /**
     * @param wanted files whose numbers are looked for, in each other and in themselves
     * @param others files that they are looked for in, too
     */
    PrefixSearch(Collection<PrefixFile> wanted, Collection<PrefixFile> others) {
        this(wanted, others, AT_A_TIME);
    }

    PrefixSearch(Collection<PrefixFile> wanted, Collection<PrefixFile> others, int atATime) {
        this.wanted = wanted;
        this.others = others;
        this.atATime = atATime;
    }

    /** Sorted, each once. */
    long[] repeated() throws IOException {
        LongStream.Builder found = LongStream.builder();
        long parts = wanted.stream().mapToLong(PrefixFile::count).sum() / atATime + 1;
        long width = Long.divideUnsigned(-1, parts);
        for (long part = 0; part < parts; part++) {
            long first = Long.MIN_VALUE + part * width;
            long last = part == parts - 1 ? Long.MAX_VALUE : first + width - 1;
            search(first, last, found);
        }
        return found.build().toArray();
    }

    private void search(long first, long last, LongStream.Builder found) throws IOException {
        long[] mine = mine(first, last);
        BitSet repeated = new BitSet(mine.length);
        for (int i = 1; i < mine.length; i++) {
            repeated.set(i, mine[i] == mine[i - 1]);
        }
        if (mine.length > 0) {
            for (PrefixFile other : others) {
                mark(mine, other.section(first, last), repeated);
            }
        }
        long before = 0;
        boolean any = false;
        for (int i = repeated.nextSetBit(0); i >= 0; i = repeated.nextSetBit(i + 1)) {
            if (!any || mine[i] != before) {
                found.add(mine[i]);
            }
            before = mine[i];
            any = true;
        }
    }

    private long[] mine(long first, long last) throws IOException {
        LongStream.Builder all = LongStream.builder();
        for (PrefixFile file : wanted) {
            for (long prefix : file.section(first, last)) {
                all.add(prefix);
            }
        }
        return all.build().sorted().toArray();
    }

    private static void mark(long[] mine, long[] theirs, BitSet repeated) {
        int i = 0;
        for (long prefix : theirs) {
            while (i < mine.length && mine[i] < prefix) {
                i++;
            }
            if (i < mine.length && mine[i] == prefix) {
                repeated.set(i);
            }
        }
    }

    /** Whether the file has one of {@code prefixes}, which are sorted. */
    static boolean hasOneOf(PrefixFile file, long[] prefixes) throws IOException {
        if (prefixes.length == 0) {
            return false;
        }
        for (long prefix : file.section(prefixes[0], prefixes[prefixes.length - 1])) {
            if (Arrays.binarySearch(prefixes, prefix) >= 0) {
                return true;
            }
        }
        return false;
    }
}
