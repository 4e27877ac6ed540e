package org.ooni.pipeline.feeder;

import java.nio.charset.StandardCharsets;

/**
 * Names of members, which are the same again and again: one that was met lately is not made anew. What data make a name,
 * such as a host, pushes others out and costs no memory. Not thread-safe.
 */
final class KnownNames {
    private static final int SLOTS = 512;

    private final byte[] text;
    private final String[] known = new String[SLOTS];

    KnownNames(byte[] text) {
        this.text = text;
    }

    /** The string of {@code [from, to)}, which is ASCII without an escape. */
    String of(int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        String name = known[slot];
        if (name == null || !isThere(name, from, to)) {
            name = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
            known[slot] = name;
        }
        return name;
    }

    private boolean isThere(String name, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
