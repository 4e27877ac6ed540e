package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What stands between the quotes of a JSON string, as bytes and as characters. */
final class JsonStrings {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES * 0x80;
    private static final long BACKSLASHES = ONES * '\\';
    private static final int LONGEST = 4;

    private JsonStrings() {}

    /** The string that {@code text[from, to)}, well-formed UTF-8, spells. */
    static String decode(byte[] text, int from, int to, boolean escaped) {
        if (!escaped) {
            return new String(text, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder decoded = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int run = at;
            while (run < to && text[run] != '\\') {
                run++;
            }
            decoded.append(new String(text, at, run - at, StandardCharsets.UTF_8));
            at = run;
            if (at < to) {
                decoded.append((char) escape(text, at));
                at += sizeOfEscape(text, at);
            }
        }
        return decoded.toString();
    }

    /** The same in UTF-8; half surrogates are U+FFFD. */
    static byte[] utf8(byte[] text, int from, int to, boolean escaped) {
        if (!escaped) {
            return Arrays.copyOfRange(text, from, to);
        }
        byte[] out = new byte[to - from];
        int size = 0;
        int at = from;
        while (at < to) {
            int run = copyRun(text, at, to, out, size);
            at += run;
            size += run;
            if (at == to) {
                break;
            }
            int c = escape(text, at);
            at += sizeOfEscape(text, at);
            if (Character.isHighSurrogate((char) c) && isLowSurrogate(text, at, to)) {
                c = Character.toCodePoint((char) c, (char) escape(text, at));
                at += sizeOfEscape(text, at);
            }
            size = put(out, size, c);
        }
        return Arrays.copyOf(out, size);
    }

    /** Copies what has no escape in it, eight bytes at a time while there are so many; returns how much that was. */
    private static int copyRun(byte[] text, int from, int to, byte[] out, int size) {
        int run = 0;
        while (from + run <= to - Long.BYTES) {
            long word = (long) LONGS.get(text, from + run);
            // There is room: no escape is shorter than what it spells.
            LONGS.set(out, size + run, word);
            long backslashes = word ^ BACKSLASHES;
            // A borrow can only mark bytes behind one that is a backslash indeed.
            long found = (backslashes - ONES) & ~backslashes & HIGH_BITS;
            if (found != 0) {
                return run + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            run += Long.BYTES;
        }
        while (from + run < to && text[from + run] != '\\') {
            out[size + run] = text[from + run];
            run++;
        }
        return run;
    }

    private static boolean isLowSurrogate(byte[] text, int at, int to) {
        return at < to && text[at] == '\\' && Character.isLowSurrogate((char) escape(text, at));
    }

    /** No escape is shorter than what it spells. */
    private static int put(byte[] out, int size, int c) {
        if (c < 0x80) {
            out[size] = (byte) c;
            return size + 1;
        }
        int known = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c;
        int length = known < 0x800 ? 2 : known < 0x10000 ? LONGEST - 1 : LONGEST;
        int rest = known;
        for (int i = size + length - 1; i > size; i--) {
            out[i] = (byte) (0x80 | rest & 0x3F);
            rest >>= 6;
        }
        out[size] = (byte) (0xF00 >> length | rest);
        return size + length;
    }

    /** The character, or half of one, that the escape at {@code at} spells. */
    private static int escape(byte[] text, int at) {
        return switch (text[at + 1]) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' ->
                Character.digit(text[at + 2], 16) << 12
                        | Character.digit(text[at + 3], 16) << 8
                        | Character.digit(text[at + 4], 16) << 4
                        | Character.digit(text[at + 5], 16);
            default -> text[at + 1];
        };
    }

    private static int sizeOfEscape(byte[] text, int at) {
        return text[at + 1] == 'u' ? 6 : 2;
    }
}
