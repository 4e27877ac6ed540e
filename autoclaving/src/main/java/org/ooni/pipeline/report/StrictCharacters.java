package org.ooni.pipeline.report;

/**
 * Characters as they stand inside a string of strict JSON text: UTF-8, with escapes for {@code "}, {@code \}, the
 * controls below U+0020 (short ones where JSON has them) and surrogates without a partner. There is one way to write
 * each character, so that texts are equal when their bytes are.
 */
final class StrictCharacters {
    /** Bytes of the longest form. */
    static final int LONGEST = 6;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private StrictCharacters() {}

    /** Whether a character stands for itself, as one byte. */
    static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    /** Writes a code point, lone surrogates included, and says where it ends. */
    static int put(byte[] to, int at, int c) {
        if (c < 0x80) {
            return putAscii(to, at, c);
        }
        if (c < 0x800) {
            to[at] = (byte) (0xC0 | c >> 6);
            return putTail(to, at + 1, c, 0);
        }
        if (c < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return putEscape(to, at, c);
            }
            to[at] = (byte) (0xE0 | c >> 12);
            return putTail(to, at + 1, c, 6);
        }
        to[at] = (byte) (0xF0 | c >> 18);
        return putTail(to, at + 1, c, 12);
    }

    /** The letter of the character's short escape, or 0 if it has none. */
    static byte shortEscape(int c) {
        return switch (c) {
            case '"', '\\' -> (byte) c;
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\f' -> 'f';
            case '\r' -> 'r';
            default -> 0;
        };
    }

    private static int putAscii(byte[] to, int at, int c) {
        byte escape = shortEscape(c);
        if (escape != 0) {
            to[at] = '\\';
            to[at + 1] = escape;
            return at + 2;
        }
        if (c < 0x20) {
            return putEscape(to, at, c);
        }
        to[at] = (byte) c;
        return at + 1;
    }

    private static int putTail(byte[] to, int at, int c, int shift) {
        int next = at;
        for (int bits = shift; bits >= 0; bits -= 6) {
            to[next++] = (byte) (0x80 | c >> bits & 0x3F);
        }
        return next;
    }

    private static int putEscape(byte[] to, int at, int c) {
        to[at] = '\\';
        to[at + 1] = 'u';
        for (int i = 0; i < 4; i++) {
            to[at + 2 + i] = HEX[c >> 12 - 4 * i & 0xF];
        }
        return at + 6;
    }
}
