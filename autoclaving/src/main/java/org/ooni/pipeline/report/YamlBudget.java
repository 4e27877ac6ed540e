package org.ooni.pipeline.report;

/**
 * How much one YAML document may become once its aliases are expanded (normalisation rules D45). A few hundred bytes
 * of aliases of aliases would otherwise fill any memory.
 *
 * <p>Not safe for use by several threads; one budget serves one document.
 */
final class YamlBudget {
    /** Sequences and mappings inside each other: what can be written. */
    static final int DEPTH = JsonWriter.MAX_DEPTH;

    /** Values: scalars, sequences and mappings, but not the keys of mappings. */
    static final int NODES = 1_000_000;

    /**
     * Bytes of all scalars and keys as UTF-8; twice the blob if that is more. No measurement is larger, and one takes
     * up to ten times as much memory while it is published.
     */
    static final long TEXT = 64L << 20;

    private final long mostText;
    private int nodes;
    private int merged;
    private long text;

    /** @param blobLength bytes of the document's source */
    YamlBudget(long blobLength) {
        this.mostText = Math.max(TEXT, 2 * blobLength);
    }

    void node() throws BadBlobException {
        if (++nodes > NODES) {
            throw overflow("more than " + NODES + " nodes");
        }
    }

    void text(String scalar) throws BadBlobException {
        text += utf8Length(scalar);
        if (text > mostText) {
            throw overflow("more than " + mostText + " bytes of text");
        }
    }

    /** Entries gathered by merge keys: most are dropped again as repeated keys, yet gathering them takes its time. */
    void merged(int entries) throws BadBlobException {
        merged += entries + 1;
        if (merged > NODES) {
            throw overflow("more than " + NODES + " merged entries");
        }
    }

    /** Checks the number of collections that are open when one more has been opened. */
    static void depth(int open) throws BadBlobException {
        if (open > DEPTH) {
            throw overflow("deeper than " + DEPTH + " levels");
        }
    }

    /** What all of it counts as a copy. */
    long size() {
        return text + YamlCopies.VALUE * ((long) nodes + merged);
    }

    private static BadBlobException overflow(String detail) {
        return new BadBlobException(BadReason.OVERFLOW, detail);
    }

    private static long utf8Length(String text) {
        long length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // Either half of a surrogate pair counts two of its four bytes.
                length += c >= 0x800 && !Character.isSurrogate(c) ? 2 : 1;
            }
        }
        return length;
    }
}
