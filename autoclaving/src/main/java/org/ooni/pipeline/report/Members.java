package org.ooni.pipeline.report;

import java.util.Arrays;

/**
 * The members of a measurement's outermost object, in their order, as spans of its text. A key may come twice; the
 * last one counts. The spans hold until the text is overwritten.
 */
public final class Members {
    /** Members of one measurement (normalisation rules D45). */
    static final int MOST = 1_000_000;

    private static final int SPAN = 4;

    private final TextBuffer text;
    private int[] spans = new int[64 * SPAN];
    private int size;

    Members(TextBuffer text) {
        this.text = text;
    }

    public int size() {
        return size;
    }

    /** The decoded key of a member. */
    public String key(int member) {
        return JsonTree.string(text.bytes(), keyFrom(member));
    }

    /** Where the key's first quote is. */
    public int keyFrom(int member) {
        return span(member, 0);
    }

    /** The end of the key, after its last quote. */
    public int keyTo(int member) {
        return span(member, 1);
    }

    public int valueFrom(int member) {
        return span(member, 2);
    }

    public int valueTo(int member) {
        return span(member, 3);
    }

    void clear() {
        size = 0;
    }

    void begin(int keyFrom, int keyTo) throws BadBlobException {
        if (size == MOST) {
            throw new BadBlobException(BadReason.OVERFLOW, "more than " + MOST + " outermost members");
        }
        int at = size * SPAN;
        if (at == spans.length) {
            spans = Arrays.copyOf(spans, 2 * at);
        }
        spans[at] = keyFrom;
        spans[at + 1] = keyTo;
        spans[at + 2] = keyTo + 1;
    }

    void end(int valueTo) {
        spans[size * SPAN + 3] = valueTo;
        size++;
    }

    private int span(int member, int field) {
        if (member < 0 || member >= size) {
            throw new IndexOutOfBoundsException("member " + member + " of " + size);
        }
        return spans[member * SPAN + field];
    }
}
