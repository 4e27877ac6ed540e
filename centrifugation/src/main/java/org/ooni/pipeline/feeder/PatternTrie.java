package org.ooni.pipeline.feeder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * All beginnings of some texts, as states numbered by their length: 0 is the empty one, and the successors of a state
 * have neighbouring numbers. Immutable.
 */
final class PatternTrie {
    private static final int NONE = -1;

    private final byte[] labels;
    private final int[] firstChildren;
    private final int[] texts;

    private PatternTrie(byte[] labels, int[] firstChildren, int[] texts) {
        this.labels = labels;
        this.firstChildren = firstChildren;
        this.texts = texts;
    }

    /** Of distinct texts. */
    static PatternTrie of(List<byte[]> texts) {
        return new Builder(texts).build();
    }

    int size() {
        return labels.length;
    }

    /** The last byte of a state. */
    int label(int state) {
        return labels[state] & 0xFF;
    }

    /** The lowest number of its successors; they end where those of the next state begin. */
    int firstChild(int state) {
        return firstChildren[state];
    }

    /** The successor with that last byte, or -1. */
    int child(int state, int label) {
        for (int child = firstChildren[state]; child < firstChildren[state + 1]; child++) {
            if (label(child) == label) {
                return child;
            }
        }
        return NONE;
    }

    /** The lengths of all states that are shorter than {@code length}: these have the lowest numbers. */
    byte[] lengthsBelow(int length) {
        byte[] lengths = new byte[size()];
        int count = 1;
        for (int state = 0; state < size(); state++) {
            if (lengths[state] < length) {
                count = Math.max(count, state + 1);
                for (int child = firstChild(state); child < firstChild(state + 1); child++) {
                    lengths[child] = (byte) (lengths[state] + 1);
                }
            } else {
                break;
            }
        }
        return Arrays.copyOf(lengths, count);
    }

    /** Whether it is one of the texts. */
    boolean ends(int state) {
        return texts[state] != NONE;
    }

    /** Which of the texts it is. */
    int text(int state) {
        return texts[state];
    }

    /** Sorted texts that begin alike stand together: a state is a span of them. */
    private static final class Builder {
        private final byte[][] sorted;
        private final int[] index;
        private final byte[] labels;
        private final int[] firstChildren;
        private final int[] texts;
        private int size = 1;

        private record Span(int from, int to) {}

        Builder(List<byte[]> given) {
            Integer[] order = new Integer[given.size()];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, Comparator.comparing(given::get, Arrays::compareUnsigned));
            this.sorted = new byte[order.length][];
            this.index = new int[order.length];
            int most = 1;
            for (int i = 0; i < order.length; i++) {
                index[i] = order[i];
                sorted[i] = given.get(order[i]);
                most += sorted[i].length;
            }
            this.labels = new byte[most];
            this.firstChildren = new int[most + 1];
            this.texts = new int[most];
        }

        PatternTrie build() {
            List<Span> level = List.of(new Span(0, sorted.length));
            int state = 0;
            for (int depth = 0; !level.isEmpty(); depth++) {
                List<Span> next = new ArrayList<>();
                for (Span span : level) {
                    firstChildren[state] = size;
                    texts[state] = endingAt(depth, span);
                    addChildren(depth, span, next);
                    state++;
                }
                level = next;
            }
            firstChildren[state] = size;
            return new PatternTrie(
                    Arrays.copyOf(labels, size), Arrays.copyOf(firstChildren, size + 1), Arrays.copyOf(texts, size));
        }

        private int endingAt(int depth, Span span) {
            return span.from < span.to && sorted[span.from].length == depth ? index[span.from] : NONE;
        }

        private void addChildren(int depth, Span span, List<Span> children) {
            int from = span.from;
            while (from < span.to && sorted[from].length == depth) {
                from++;
            }
            while (from < span.to) {
                int to = from + 1;
                while (to < span.to && sorted[to][depth] == sorted[from][depth]) {
                    to++;
                }
                labels[size++] = sorted[from][depth];
                children.add(new Span(from, to));
                from = to;
            }
        }
    }
}
