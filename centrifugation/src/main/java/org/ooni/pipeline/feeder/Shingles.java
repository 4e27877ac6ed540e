package org.ooni.pipeline.feeder;

import java.util.Arrays;

/**
 * The vote of all runs of four words (Feeder rules §2.7): similar texts have similar votes. A word is what stands
 * between ASCII's blanks, controls and punctuation; bytes, not characters, are looked at.
 */
final class Shingles {
    private static final int WORDS = 4;

    private static final byte WORD = 0;
    /** Punctuation that is part of the run. */
    private static final byte KEPT = 1;
    /** What becomes a single blank, with its neighbours. */
    private static final byte SQUEEZED = 2;

    private static final byte[] LAYOUT = kinds(KEPT);
    private static final byte[] WORDS_ALONE = kinds(SQUEEZED);

    private Shingles() {}

    /** Of the words with what stands between them. {@code text} has {@link Murmur3#PADDING}, and is used up. */
    static long layout(byte[] text, int length) {
        return vote(text, length, LAYOUT);
    }

    /** Of the words alone, with a blank between two. {@code text} has {@link Murmur3#PADDING}, and is used up. */
    static long words(byte[] text, int length) {
        return vote(text, length, WORDS_ALONE);
    }

    /** Squeezes {@code text} in place; a run is hashed when its last word ends. */
    private static long vote(byte[] text, int length, byte[] kinds) {
        BitVotes votes = new BitVotes();
        int[] starts = new int[WORDS];
        int words = 0;
        int to = 0;
        int from = 0;
        while (from < length) {
            int start = to;
            while (from < length && kinds[text[from] & 0xFF] == WORD) {
                text[to++] = text[from++];
            }
            if (to > start) {
                starts[words++ % WORDS] = start;
                if (words >= WORDS) {
                    int first = starts[words % WORDS];
                    votes.add(Murmur3.first64(text, first, to - first));
                }
            }
            while (from < length && kinds[text[from] & 0xFF] == KEPT) {
                text[to++] = text[from++];
            }
            if (from < length && kinds[text[from] & 0xFF] == SQUEEZED) {
                text[to++] = ' ';
                while (from < length && kinds[text[from] & 0xFF] == SQUEEZED) {
                    from++;
                }
            }
        }
        return votes.majority();
    }

    private static byte[] kinds(byte punctuation) {
        byte[] kinds = new byte[256];
        Arrays.fill(kinds, 0, ' ' + 1, SQUEEZED);
        Arrays.fill(kinds, '!', '0', punctuation);
        Arrays.fill(kinds, ':', 'A', punctuation);
        Arrays.fill(kinds, '[', 'a', punctuation);
        Arrays.fill(kinds, '{', 0x7F, punctuation);
        return kinds;
    }
}
