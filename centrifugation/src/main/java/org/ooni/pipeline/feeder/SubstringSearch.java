package org.ooni.pipeline.feeder;

import java.util.BitSet;
import java.util.List;

/**
 * Finds which of many texts occur in another one, by a single pass over it: Aho and Corasick's automaton, which starts
 * only where {@link Beginnings} say that a text may begin, and stops where none can go on.
 *
 * <p>States near the root, where nearly all of the time is spent, have a row of all their 256 successors. Rows are not
 * made for more than {@link #MAX_ROWS} states, so that memory stays small for thousands of texts; further ones have
 * their own successors alone, and fall back to the longest suffix that is a state when none fits. Immutable.
 */
final class SubstringSearch {
    /** 4 MiB of them. */
    static final int MAX_ROWS = 4096;

    private static final int NONE = -1;

    private final Beginnings beginnings;
    private final PatternTrie trie;

    /** Of states shorter than a beginning: their lengths. They have the lowest numbers. */
    private final byte[] shortLengths;

    private final int rows;
    private final int[] successors;
    private final int[] fallback;
    /** The longest proper suffix of a state at which a text ends, or {@link #NONE}. */
    private final int[] nextEnd;

    private final int texts;

    SubstringSearch(List<byte[]> texts) {
        this(texts, MAX_ROWS);
    }

    SubstringSearch(List<byte[]> texts, int maxRows) {
        this.texts = texts.size();
        this.trie = PatternTrie.of(texts);
        this.beginnings = Beginnings.of(texts);
        this.shortLengths = trie.lengthsBelow(beginnings.size());
        this.rows = Math.max(1, Math.min(trie.size(), maxRows));
        this.successors = new int[rows << 8];
        this.fallback = new int[trie.size()];
        this.nextEnd = new int[trie.size()];
        link();
    }

    /** States are numbered by depth: all that a state depends on has a lower number. */
    private void link() {
        nextEnd[0] = NONE;
        for (int state = 0; state < trie.size(); state++) {
            int suffix = fallback[state];
            if (state > 0) {
                nextEnd[state] = trie.ends(suffix) ? suffix : nextEnd[suffix];
            }
            if (state < rows && state > 0) {
                System.arraycopy(successors, suffix << 8, successors, state << 8, 256);
            }
            for (int child = trie.firstChild(state); child < trie.firstChild(state + 1); child++) {
                int label = trie.label(child);
                fallback[child] = state == 0 ? 0 : next(suffix, label);
                if (state < rows) {
                    successors[(state << 8) + label] = child;
                }
            }
        }
    }

    /** The indexes of the texts that occur in {@code body}. */
    BitSet find(byte[] body) {
        BitSet found = new BitSet(texts);
        BitSet seen = new BitSet();
        report(0, found, seen);
        int at = beginnings.next(body, 0);
        while (at < body.length) {
            int state = 0;
            int tried = at + beginnings.size();
            // No text goes on from a short state that does not begin anew: then the next beginning is looked for.
            while (at < body.length && (at < tried || state >= shortLengths.length)) {
                state = next(state, body[at++] & 0xFF);
                if (trie.ends(state) || nextEnd[state] != NONE) {
                    report(state, found, seen);
                }
            }
            at = at < body.length ? beginnings.next(body, at - shortLengths[state]) : at;
        }
        return found;
    }

    /** Reports each state at most once in a body, with all its suffixes. */
    private void report(int from, BitSet found, BitSet seen) {
        for (int state = from; state != NONE && !seen.get(state); state = nextEnd[state]) {
            seen.set(state);
            if (trie.ends(state)) {
                found.set(trie.text(state));
            }
        }
    }

    private int next(int from, int label) {
        int state = from;
        while (state >= rows) {
            int child = trie.child(state, label);
            if (child != NONE) {
                return child;
            }
            state = fallback[state];
        }
        return successors[(state << 8) + label];
    }
}
