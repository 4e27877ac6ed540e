package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.ooni.pipeline.feeder.DatumTree.Declined;

/** Finds where strings of JSON end, eight bytes at a time, and what is in them. Not thread-safe. */
final class JsonStringScan {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES * 0x80;
    private static final long BLANKS = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private final byte[] text;
    private int end;
    private boolean escaped;
    private boolean ascii;

    JsonStringScan(byte[] text) {
        this.text = text;
    }

    /**
     * Where the string ends whose first quote is right before {@code from}: behind its last quote.
     *
     * @param end of the text that may be read
     */
    int scan(int from, int end) {
        this.end = end;
        escaped = false;
        ascii = true;
        int at = from;
        while (true) {
            at = plainRun(at);
            if (at >= end) {
                throw Declined.INSTANCE;
            }
            byte c = text[at];
            if (c == '"') {
                return at + 1;
            } else if (c == '\\') {
                escaped = true;
                at = afterEscape(at);
            } else if (c < 0) {
                ascii = false;
                at = afterSequence(at);
            } else if (c < ' ') {
                throw Declined.INSTANCE;
            } else {
                at++;
            }
        }
    }

    /** Whether the last string is ASCII without an escape. */
    boolean isPlain() {
        return ascii && !escaped;
    }

    /** Whether the last string has a backslash in it. */
    boolean isEscaped() {
        return escaped;
    }

    /** The last string, which is in {@code [from, to)}. */
    String decode(int from, int to) {
        return isPlain()
                ? new String(text, from, to - from, StandardCharsets.ISO_8859_1)
                : JsonStrings.decode(text, from, to, escaped);
    }

    /** Goes over plain characters, but for a few at the end. */
    private int plainRun(int from) {
        int at = from;
        while (at <= end - Long.BYTES) {
            long word = (long) LONGS.get(text, at);
            // A borrow can only mark bytes behind one that is special indeed.
            long special = (word | word - BLANKS | (word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES) & HIGH_BITS;
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            at += Long.BYTES;
        }
        return at;
    }

    private int afterEscape(int at) {
        int c = at + 1 < end ? text[at + 1] : -1;
        switch (c) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
                return at + 2;
            case 'u':
                for (int i = at + 2; i < at + 6; i++) {
                    if (i >= end || Character.digit(text[i], 16) < 0) {
                        throw Declined.INSTANCE;
                    }
                }
                return at + 6;
            default:
                throw Declined.INSTANCE;
        }
    }

    /** Of well-formed UTF-8. */
    private int afterSequence(int at) {
        int lead = text[at] & 0xFF;
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead < 0xC2 || lead > 0xF4 || end - at < length) {
            throw Declined.INSTANCE;
        }
        for (int i = at + 1; i < at + length; i++) {
            if (text[i] >= (byte) 0xC0) {
                throw Declined.INSTANCE;
            }
        }
        int second = text[at + 1] & 0xFF;
        boolean bad = lead == 0xE0 && second < 0xA0
                || lead == 0xED && second >= 0xA0
                || lead == 0xF0 && second < 0x90
                || lead == 0xF4 && second >= 0x90;
        if (bad) {
            throw Declined.INSTANCE;
        }
        return at + length;
    }
}
