package org.ooni.pipeline.feeder;

import java.util.Arrays;

/**
 * Undoes the chunks of a transfer. It is as lenient, and as strict, as always, for the digests of bodies are compared
 * with old ones: the first size may be written in many ways, those behind it in one; what breaks off is left alone, what
 * goes on behind its last chunk is refused.
 */
final class Chunks {
    /** More hex digits than the size of any body has. */
    private static final int MAX_DIGITS = 15;

    private final byte[] body;
    private final byte[] joined;
    private int size;

    private Chunks(byte[] body) {
        this.body = body;
        this.joined = new byte[body.length];
    }

    /** The content of the chunks of {@code body}, which ends with an empty one; or {@code body} if they do not fit. */
    static byte[] join(byte[] body) {
        return new Chunks(body).join();
    }

    private byte[] join() {
        int endOfSize = indexOf('\r', 0);
        long chunk = firstSize(endOfSize);
        int at = endOfSize + 2;
        if (at > body.length || body[at - 1] != '\n') {
            throw new DatumException("a chunk without its line end", "body");
        }
        while (chunk != 0) {
            long behind = at + chunk;
            int nextSize = behind < 0 ? -1 : afterLineEnd(behind);
            int endOfNext = nextSize < 0 ? -1 : endOfHex(nextSize);
            if (endOfNext < 0 || afterLineEnd(endOfNext) < 0) {
                return body;
            }
            take(at, (int) behind);
            chunk = hex(nextSize, endOfNext);
            at = endOfNext + 2;
        }
        if (at + 2 != body.length || afterLineEnd(at) < 0) {
            throw new DatumException("text behind the last chunk", "body");
        }
        return Arrays.copyOf(joined, size);
    }

    private void take(int from, int to) {
        if (to > from) {
            System.arraycopy(body, from, joined, size, to - from);
            size += to - from;
        }
    }

    /** Behind CR LF, or -1. */
    private int afterLineEnd(long at) {
        return at + 2 <= body.length && body[(int) at] == '\r' && body[(int) at + 1] == '\n' ? (int) at + 2 : -1;
    }

    /** Behind the lower-case hex digits, of which there must be some; or -1. */
    private int endOfHex(int from) {
        int end = from;
        while (end < body.length && isLowerHex(body[end])) {
            end++;
        }
        return end > from ? end : -1;
    }

    /** The first size: blanks around it, a sign, {@code 0x} and capitals are taken for what they mean. */
    private long firstSize(int to) {
        int from = 0;
        int end = to;
        while (from < end && isBlank(body[from])) {
            from++;
        }
        while (end > from && isBlank(body[end - 1])) {
            end--;
        }
        boolean negative = from < end && body[from] == '-';
        if (negative || (from < end && body[from] == '+')) {
            from++;
        }
        if (end - from > 2 && body[from] == '0' && (body[from + 1] | 0x20) == 'x') {
            from += 2;
        }
        if (from == end) {
            throw new DatumException("a chunk without a size", "body");
        }
        for (int i = from; i < end; i++) {
            if (Character.digit(body[i], 16) < 0) {
                throw new DatumException("a size of a chunk that is no number", "body");
            }
        }
        return negative ? -hex(from, end) : hex(from, end);
    }

    /** The number there, or more than any body's size. */
    private long hex(int from, int to) {
        int first = from;
        while (first < to && body[first] == '0') {
            first++;
        }
        if (to - first > MAX_DIGITS) {
            return Integer.MAX_VALUE;
        }
        long number = 0;
        for (int i = first; i < to; i++) {
            number = number << 4 | Character.digit(body[i], 16);
        }
        return number;
    }

    private int indexOf(char wanted, int from) {
        int at = from;
        while (at < body.length && body[at] != wanted) {
            at++;
        }
        return at;
    }

    private static boolean isLowerHex(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
