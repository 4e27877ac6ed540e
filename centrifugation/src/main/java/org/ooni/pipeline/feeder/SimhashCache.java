package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Similarity hashes by the SHA-256 of the body: the same pages are met again and again (Feeder rules §2.8). What it
 * holds is believed. A table of plain numbers that grows to a fixed size; then what is new takes the place of something
 * else. Not thread-safe: one for each bucket.
 */
public final class SimhashCache {
    /** 48 MiB. */
    private static final int MAX_SLOTS = 1 << 20;

    /** How many it holds at most. */
    static final int CAPACITY = MAX_SLOTS / 4 * 3;

    private static final int FIRST_SLOTS = 1 << 10;
    private static final int KEY = 4;
    private static final int SLOT = KEY + 2;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int maxSlots;
    private long[] table = new long[FIRST_SLOTS * SLOT];
    private int size;

    public SimhashCache() {
        this(MAX_SLOTS);
    }

    SimhashCache(int maxSlots) {
        this.maxSlots = maxSlots;
    }

    /** The hashes of the body with that SHA-256, or null. */
    public Simhash get(byte[] sha256) {
        int at = find(sha256);
        return isEmpty(at) ? null : new Simhash(table[at + KEY], table[at + KEY + 1]);
    }

    /** Adds or replaces. */
    public void put(byte[] sha256, Simhash simhash) {
        int at = find(sha256);
        if (isEmpty(at)) {
            at = placeFor(sha256, at);
        }
        for (int i = 0; i < KEY; i++) {
            table[at + i] = word(sha256, i);
        }
        table[at + KEY] = simhash.layout();
        table[at + KEY + 1] = simhash.text();
    }

    int size() {
        return size;
    }

    private int placeFor(byte[] sha256, int empty) {
        boolean roomy = size < slots() / 4 * 3;
        if (!roomy && slots() >= maxSlots) {
            return home(word(sha256, 0));
        }
        int at = empty;
        if (!roomy) {
            grow();
            at = find(sha256);
        }
        size++;
        return at;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        for (int from = 0; from < old.length; from += SLOT) {
            if ((old[from] | old[from + 1] | old[from + 2] | old[from + 3]) != 0) {
                int to = home(old[from]);
                while (!isEmpty(to)) {
                    to = next(to);
                }
                System.arraycopy(old, from, table, to, SLOT);
            }
        }
    }

    /** Where it is, or where it would be. */
    private int find(byte[] sha256) {
        int at = home(word(sha256, 0));
        while (!isEmpty(at) && !isAt(at, sha256)) {
            at = next(at);
        }
        return at;
    }

    private boolean isAt(int at, byte[] sha256) {
        for (int i = 0; i < KEY; i++) {
            if (table[at + i] != word(sha256, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isEmpty(int at) {
        return (table[at] | table[at + 1] | table[at + 2] | table[at + 3]) == 0;
    }

    private int home(long firstWord) {
        return (int) (firstWord & (slots() - 1)) * SLOT;
    }

    private int next(int at) {
        return at + SLOT == table.length ? 0 : at + SLOT;
    }

    private int slots() {
        return table.length / SLOT;
    }

    private static long word(byte[] sha256, int index) {
        return (long) WORD.get(sha256, index * Long.BYTES);
    }
}
