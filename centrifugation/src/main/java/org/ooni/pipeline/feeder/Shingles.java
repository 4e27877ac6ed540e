package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The vote of all runs of four words (Feeder rules §2.7): similar texts have similar votes. A word is what {@link
 * WordBits} says; bytes, not characters, are looked at.
 */
final class Shingles {
    /** Bytes that must be readable behind the text, whatever they are. */
    static final int PADDING = Math.max(Murmur3.PADDING, WordBits.PADDING);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORDS = 4;

    /** Bytes that are copied of every word, be it shorter, as it is not known how long the next one will be. */
    private static final int USUAL = 2 * Long.BYTES;

    /** Hashing at once what was just written would have to wait for it. */
    private static final int BATCH = 256;

    private final byte[] text;
    private final int length;
    private final boolean wordsAlone;

    /** The words so far with what stands between them, blanks squeezed: no longer than the text. */
    private final byte[] squeezed;

    private final BitVotes votes = new BitVotes();

    /** Where words begin and end that may begin a run, or end one, yet. */
    private final int[] starts = new int[BATCH];

    private final int[] ends = new int[BATCH];
    private int words;

    private int size;

    private Shingles(byte[] text, int length, byte[] squeezed, boolean wordsAlone) {
        this.text = text;
        this.length = length;
        this.squeezed = squeezed;
        this.wordsAlone = wordsAlone;
    }

    /**
     * Of the words with what stands between them, where a run of blanks and controls counts as one blank.
     *
     * @param text has {@link #PADDING} behind {@code length}
     * @param room as long as {@code text}; is written to
     */
    static long layout(byte[] text, int length, byte[] room) {
        return new Shingles(text, length, room, false).vote();
    }

    /** As {@link #layout}, of the words alone, with a blank between two. */
    static long words(byte[] text, int length, byte[] room) {
        return new Shingles(text, length, room, true).vote();
    }

    private long vote() {
        boolean inWord = false;
        int from = 0;
        for (int block = 0; block < length; block += Long.SIZE) {
            long bits = WordBits.of(text, block, length);
            long edges = bits ^ (bits << 1 | (inWord ? 1 : 0));
            while (edges != 0) {
                int edge = block + Long.numberOfTrailingZeros(edges);
                edges &= edges - 1;
                if (inWord) {
                    addWord(from, edge);
                } else {
                    addGap(from, edge);
                }
                inWord = !inWord;
                from = edge;
            }
        }
        if (inWord) {
            addWord(from, length);
        }
        hashRuns();
        return votes.majority();
    }

    private void addWord(int from, int to) {
        if (words == BATCH) {
            hashRuns();
        }
        starts[words] = size;
        int length = to - from;
        LONGS.set(squeezed, size, (long) LONGS.get(text, from));
        LONGS.set(squeezed, size + Long.BYTES, (long) LONGS.get(text, from + Long.BYTES));
        if (length > USUAL) {
            System.arraycopy(text, from, squeezed, size, length);
        }
        size += length;
        ends[words++] = size;
    }

    /** Leaves the last words, with which further runs begin. */
    private void hashRuns() {
        int begun = WORDS - 1;
        for (int last = begun; last < words; last++) {
            int first = starts[last - begun];
            votes.add(Murmur3.first64(squeezed, first, ends[last] - first));
        }
        int kept = Math.min(words, begun);
        System.arraycopy(starts, words - kept, starts, 0, kept);
        System.arraycopy(ends, words - kept, ends, 0, kept);
        words = kept;
    }

    private void addGap(int from, int to) {
        if (wordsAlone) {
            squeezed[size++] = ' ';
            return;
        }
        int at = from;
        while (at < to) {
            byte c = text[at++];
            squeezed[size++] = (byte) Math.max(c, ' ');
            while (c <= ' ' && at < to && text[at] <= ' ') {
                at++;
            }
        }
    }
}
