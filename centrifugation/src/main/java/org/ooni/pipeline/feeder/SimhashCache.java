package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Similarity hashes by the SHA-256 of the body: the same pages are met again and again (Feeder rules §2.8). What it
 * holds is believed. Thread-safe; one for each bucket.
 *
 * <p>A table of plain numbers. The digest says which group of slots an entry may be in; when a group is full the table
 * grows, and once it may not grow any more the new entry takes the place of another one.
 */
public final class SimhashCache {
    /** How many it holds at most; that is 48 MiB. */
    static final int MAX_SLOTS = 1 << 20;

    private static final int FIRST_SLOTS = 1 << 10;
    private static final int GROUP = 8;
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
    public synchronized Simhash get(byte[] sha256) {
        int at = find(sha256);
        return at < 0 ? null : new Simhash(table[at + KEY], table[at + KEY + 1]);
    }

    /** Adds or replaces. */
    public synchronized void put(byte[] sha256, Simhash simhash) {
        int known = find(sha256);
        int at = known < 0 ? newSlot(sha256) : known;
        for (int i = 0; i < KEY; i++) {
            table[at + i] = word(sha256, i);
        }
        table[at + KEY] = simhash.layout();
        table[at + KEY + 1] = simhash.text();
    }

    int size() {
        return size;
    }

    private int find(byte[] sha256) {
        int group = group(word(sha256, 0));
        for (int at = group; at < group + GROUP * SLOT; at += SLOT) {
            if (isAt(at, sha256)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(int at, byte[] sha256) {
        for (int i = 0; i < KEY; i++) {
            if (table[at + i] != word(sha256, i)) {
                return false;
            }
        }
        return true;
    }

    private int newSlot(byte[] sha256) {
        int group = group(word(sha256, 0));
        int empty = emptySlot(group);
        if (empty >= 0) {
            size++;
            return empty;
        }
        if (table.length < maxSlots * SLOT) {
            grow();
            return newSlot(sha256);
        }
        return group + (int) (word(sha256, 1) & (GROUP - 1)) * SLOT;
    }

    private int emptySlot(int group) {
        for (int at = group; at < group + GROUP * SLOT; at += SLOT) {
            if (isEmpty(table, at)) {
                return at;
            }
        }
        return -1;
    }

    /** The entries of a group go to one of two: there is always room. */
    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        for (int from = 0; from < old.length; from += SLOT) {
            if (!isEmpty(old, from)) {
                System.arraycopy(old, from, table, emptySlot(group(old[from])), SLOT);
            }
        }
    }

    private static boolean isEmpty(long[] table, int at) {
        return (table[at] | table[at + 1] | table[at + 2] | table[at + 3]) == 0;
    }

    /** Where the group begins. */
    private int group(long firstWord) {
        int groups = table.length / SLOT / GROUP;
        return (int) (firstWord & (groups - 1)) * GROUP * SLOT;
    }

    private static long word(byte[] sha256, int index) {
        return (long) WORD.get(sha256, index * Long.BYTES);
    }
}
