package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ooni.pipeline.feeder.DatumTree.Declined;

/**
 * Reads strings of JSON, eight bytes at a time. One without an escape stays where it is; of another one its UTF-8 is
 * written beside. Bytes that are no UTF-8 are declined, and half a surrogate pair, which has none. Not thread-safe.
 */
final class JsonStringReader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES * 0x80;
    private static final long BLANKS = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    /** What a backslash and a byte spell; 0 if that is no escape, or one of more bytes. */
    private static final byte[] PLAIN = new byte[256];

    static {
        String escapes = "\"\"\\\\//b\bf\fn\nr\rt\t";
        for (int i = 0; i < escapes.length(); i += 2) {
            PLAIN[escapes.charAt(i)] = (byte) escapes.charAt(i + 1);
        }
    }

    private final byte[] text;
    private int end;
    private int at;
    private boolean ascii;

    /** The last string: in {@link #text} or in {@link #room}. */
    private byte[] bytes;

    private int from;
    private int to;
    private byte[] room = {};

    JsonStringReader(byte[] text) {
        this.text = text;
    }

    /**
     * Reads the string whose first quote is right before {@code begin}; returns where the text goes on behind its last.
     *
     * @param end of the text that may be read
     */
    int read(int begin, int end) {
        this.end = end;
        at = begin;
        ascii = true;
        while (true) {
            at += plainRun();
            int c = byteAt(at);
            if (c == '"') {
                return found(text, begin, at);
            } else if (c == '\\') {
                return readEscaped(begin);
            }
            plain(c);
            at++;
        }
    }

    /** The string stands in {@code bytes[from, to)}, and its last quote at {@link #at}. */
    private int found(byte[] bytes, int from, int to) {
        if (!ascii && !Utf8Check.isWellFormed(bytes, from, to)) {
            throw Declined.INSTANCE;
        }
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        return at + 1;
    }

    /** Whether the last string stands in the text as it is, in ASCII. */
    boolean isPlain() {
        return ascii && bytes == text;
    }

    int size() {
        return to - from;
    }

    /** The last string. */
    String string() {
        return new String(bytes, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** The last string. */
    LongText longText() {
        return bytes == text ? new LongText(text, from, to) : new LongText(Arrays.copyOf(room, to), 0, to);
    }

    /** No escape is shorter than what it spells, so that there is room for all. */
    private int readEscaped(int begin) {
        if (room.length < end - begin + Long.BYTES) {
            room = new byte[end - begin + Long.BYTES];
        }
        System.arraycopy(text, begin, room, 0, at - begin);
        int size = at - begin;
        while (true) {
            int run = copyRun(size);
            at += run;
            size += run;
            int c = byteAt(at);
            if (c == '\\') {
                byte plain = PLAIN[byteAt(at + 1)];
                if (plain == 0) {
                    size = put(escape(), size);
                } else {
                    room[size++] = plain;
                    at += 2;
                }
            } else if (c == '"') {
                return found(room, 0, size);
            } else {
                plain(c);
                room[size++] = (byte) c;
                at++;
            }
        }
    }

    private int byteAt(int index) {
        if (index >= end) {
            throw Declined.INSTANCE;
        }
        return text[index] & 0xFF;
    }

    /** A byte that stands for itself, or is one of a character's. */
    private void plain(int c) {
        if (c < ' ') {
            throw Declined.INSTANCE;
        }
        ascii &= c < 0x80;
    }

    /** How many bytes stand for themselves, but for a few at the end. */
    private int plainRun() {
        int run = 0;
        long all = 0;
        long special = 0;
        while (special == 0 && at + run <= end - Long.BYTES) {
            long word = (long) LONGS.get(text, at + run);
            all |= word;
            special = special(word);
            run += special == 0 ? Long.BYTES : Long.numberOfTrailingZeros(special) >>> 3;
        }
        ascii &= (all & HIGH_BITS) == 0;
        return run;
    }

    /** The same, which it copies to the room. */
    private int copyRun(int size) {
        int run = 0;
        long all = 0;
        long special = 0;
        while (special == 0 && at + run <= end - Long.BYTES) {
            long word = (long) LONGS.get(text, at + run);
            LONGS.set(room, size + run, word);
            all |= word;
            special = special(word);
            run += special == 0 ? Long.BYTES : Long.numberOfTrailingZeros(special) >>> 3;
        }
        ascii &= (all & HIGH_BITS) == 0;
        return run;
    }

    /** A borrow can only mark bytes behind one that is special indeed. */
    private static long special(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return (word - BLANKS & ~word | quotes - ONES & ~quotes | backslashes - ONES & ~backslashes) & HIGH_BITS;
    }

    /** Goes over an escape; the character. */
    private int escape() {
        int c = unit();
        if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
            return c;
        }
        int low = Character.isHighSurrogate((char) c) && byteAt(at) == '\\' ? unit() : 0;
        if (!Character.isLowSurrogate((char) low)) {
            throw Declined.INSTANCE;
        }
        return Character.toCodePoint((char) c, (char) low);
    }

    /** Goes over one escape; the character, or half of one. */
    private int unit() {
        int c = byteAt(at + 1);
        at += 2;
        if (c == 'u') {
            return hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit();
        }
        if (PLAIN[c] == 0) {
            throw Declined.INSTANCE;
        }
        return PLAIN[c];
    }

    private int hexDigit() {
        int c = byteAt(at++);
        int lower = c | 0x20;
        if (c >= '0' && c <= '9') {
            return c - '0';
        } else if (lower >= 'a' && lower <= 'f') {
            return lower - 'a' + 10;
        }
        throw Declined.INSTANCE;
    }

    private int put(int c, int size) {
        if (c < 0x80) {
            room[size] = (byte) c;
            return size + 1;
        }
        ascii = false;
        int length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        int rest = c;
        for (int i = size + length - 1; i > size; i--) {
            room[i] = (byte) (0x80 | rest & 0x3F);
            rest >>= 6;
        }
        room[size] = (byte) (0xF00 >> length | rest);
        return size + length;
    }
}
