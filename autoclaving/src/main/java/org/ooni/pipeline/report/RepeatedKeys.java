package org.ooni.pipeline.report;

import java.util.Arrays;

/**
 * Tells whether an object has a key twice, by hashes of the keys of all open objects on one stack.
 *
 * <p>Two keys with one hash are taken for the same: whoever then builds the tree only loses time.
 */
final class RepeatedKeys {
    /** Up to so many keys, comparing each with each is faster than sorting. */
    private static final int FEW = 12;

    private int[] hashes = new int[256];
    private int top;

    void clear() {
        top = 0;
    }

    /** Where the hashes of a new object will begin. */
    int open() {
        return top;
    }

    void add(byte[] text, int from, int to) {
        if (top == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * top);
        }
        int hash = 0x811C9DC5;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text[i]) * 0x01000193;
        }
        hashes[top++] = hash;
    }

    /** Forgets the innermost object, and tells whether a key of it was repeated. */
    boolean close(int base) {
        boolean repeated = top - base <= FEW ? repeatedAmongFew(base) : repeatedAmongMany(base);
        top = base;
        return repeated;
    }

    private boolean repeatedAmongFew(int base) {
        for (int i = base + 1; i < top; i++) {
            for (int j = base; j < i; j++) {
                if (hashes[i] == hashes[j]) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean repeatedAmongMany(int base) {
        Arrays.sort(hashes, base, top);
        for (int i = base + 1; i < top; i++) {
            if (hashes[i] == hashes[i - 1]) {
                return true;
            }
        }
        return false;
    }
}
