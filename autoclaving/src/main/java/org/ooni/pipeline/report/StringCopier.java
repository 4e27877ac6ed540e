package org.ooni.pipeline.report;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Copies the strings of a blob to strict text (normalisation rules §2.3).
 *
 * <p>Beyond the standard it takes raw controls other than NUL, surrogates without a partner, escaped or encoded (D14),
 * and stray bytes 80 to BF, which mean the characters of those numbers; any other malformed UTF-8 is refused (D15).
 * Measurements are strings for the most part, pages above all, so plain runs go eight bytes at a time.
 */
final class StringCopier {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES * 0x80;
    private static final long BLANKS = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    /** Room beyond one byte for each byte to come: a whole word is written for a part of it. */
    private static final int SLACK = Long.BYTES + StrictCharacters.LONGEST;

    /** What may follow a backslash and stays as it is. */
    private static final boolean[] KEPT_ESCAPE = new boolean[256];

    /** The value of a hexadecimal digit, or -1. */
    private static final byte[] HEX_DIGIT = new byte[256];

    static {
        for (char c : "\"\\bfnrt".toCharArray()) {
            KEPT_ESCAPE[c] = true;
        }
        for (int c = 0; c < HEX_DIGIT.length; c++) {
            HEX_DIGIT[c] = (byte) (HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1);
        }
    }

    /** Bytes of text within which it may be longer than twice its blob: raw controls grow to six bytes. */
    private static final long FREE_GROWTH = 64 << 20;

    private final BlobBytes blob;
    private final byte[] in;
    private final int end;
    private final TextBuffer out;
    private int at;
    private int high;
    private int highEnd = -1;

    StringCopier(BlobBytes blob, TextBuffer out) {
        this.blob = blob;
        this.in = blob.bytes();
        this.end = blob.end();
        this.out = out;
    }

    /**
     * Copies the string, quotes included.
     *
     * @param quote where its first quote is
     * @return where the blob goes on after its last
     */
    int copy(int quote) throws BadBlobException {
        byte[] to = out.room(end - quote + SLACK);
        int written = out.length();
        int read = quote + 1;
        to[written++] = '"';
        while (true) {
            int run = plainRun(read, to, written);
            read += run;
            written += run;
            if (read >= end) {
                throw unfinished();
            }
            byte c = in[read];
            if (c == '"') {
                to[written] = c;
                out.length(written + 1);
                return read + 1;
            }
            if (c == '\\' && read + 1 < end && KEPT_ESCAPE[in[read + 1] & 0xFF]) {
                to[written++] = c;
                to[written++] = in[read + 1];
                read += 2;
            } else if (c >= ' ' && c != '\\') {
                to[written++] = c;
                read++;
            } else {
                at = read;
                out.length(written);
                unusual(c);
                read = at;
                to = out.bytes();
                written = out.length();
            }
        }
    }

    /** Copies a run of plain characters, but for a few at the end of the blob; returns its length. */
    private int plainRun(int read, byte[] to, int written) {
        int run = 0;
        while (read + run <= end - Long.BYTES) {
            long word = (long) LONGS.get(in, read + run);
            LONGS.set(to, written + run, word);
            int plain = plainBytes(word);
            run += plain;
            if (plain < Long.BYTES) {
                break;
            }
        }
        return run;
    }

    /** How many bytes at the front of a word are ASCII that needs no escape. */
    private static int plainBytes(long word) {
        long special = (word | word - BLANKS | (word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES) & HIGH_BITS;
        // A borrow can only mark bytes behind one that is special indeed.
        return Long.numberOfTrailingZeros(special) >>> 3;
    }

    private void unusual(byte c) throws BadBlobException {
        if (c < 0) {
            nonAscii();
        } else if (c == '\\') {
            escape();
        } else if (c != 0) {
            at++;
            put(c);
        } else {
            throw blob.refused(at, "NUL in a string");
        }
        makeRoom();
    }

    private void makeRoom() throws BadBlobException {
        if (out.length() > Math.max(FREE_GROWTH, 2L * (end - blob.start()))) {
            throw new BadBlobException(BadReason.OVERFLOW, "text that grows to " + out.length() + " bytes");
        }
        out.room(end - at + SLACK);
    }

    private void escape() throws BadBlobException {
        if (at + 1 >= end) {
            throw unfinished();
        }
        if (in[at + 1] == '/') {
            at += 2;
            put('/');
        } else if (in[at + 1] == 'u' && at + 6 <= end) {
            int c = 0;
            for (int i = at + 2; i < at + 6; i++) {
                int digit = HEX_DIGIT[in[i] & 0xFF];
                if (digit < 0) {
                    throw blob.refused(i, "no hex digit");
                }
                c = c << 4 | digit;
            }
            at += 6;
            put(c);
        } else {
            throw blob.refused(at, "unknown escape");
        }
    }

    /** Copies characters beyond ASCII until there is one within. */
    private void nonAscii() throws BadBlobException {
        while (at < end && in[at] < 0) {
            copyUsualSequences();
            if (at < end && in[at] < 0) {
                int lead = in[at] & 0xFF;
                if (lead < 0xC0) {
                    at++;
                    put(lead);
                    makeRoom();
                } else {
                    sequence(lead);
                }
            }
        }
    }

    /** Copies characters of two and three bytes that are well-formed and stay as they are, which most are. */
    private void copyUsualSequences() {
        byte[] to = out.bytes();
        int written = out.length();
        int read = at;
        while (read + 2 < end) {
            int lead = in[read] & 0xFF;
            if (lead >= 0xC2 && lead < 0xE0 && in[read + 1] < (byte) 0xC0) {
                to[written++] = in[read++];
                to[written++] = in[read++];
            } else if (lead >= 0xE0
                    && lead < 0xF0
                    && lead != 0xED
                    && in[read + 1] < (byte) 0xC0
                    && in[read + 1] >= (byte) (lead == 0xE0 ? 0xA0 : 0x80)
                    && in[read + 2] < (byte) 0xC0) {
                to[written++] = in[read++];
                to[written++] = in[read++];
                to[written++] = in[read++];
            } else {
                break;
            }
        }
        at = read;
        out.length(written);
    }

    private void sequence(int lead) throws BadBlobException {
        if (lead >= 0xF8) {
            throw blob.refused(at, "malformed UTF-8");
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (end - at < length) {
            throw unfinished();
        }
        int c = lead & 0xFF >> length + 1;
        for (int i = at + 1; i < at + length; i++) {
            if (in[i] >= (byte) 0xC0) {
                throw blob.refused(i, "malformed UTF-8");
            }
            c = c << 6 | in[i] & 0x3F;
        }
        if (c < least(length) || c > Character.MAX_CODE_POINT) {
            throw blob.refused(at, "malformed UTF-8");
        }
        at += length;
        put(c);
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            makeRoom();
        }
    }

    private static int least(int length) {
        return length == 2 ? 0x80 : length == 3 ? 0x800 : Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }

    /** Writes a character; a low surrogate right behind a high one makes a pair of the two. */
    private void put(int c) {
        byte[] to = out.bytes();
        int written = out.length();
        if (c >= Character.MIN_LOW_SURROGATE && c <= Character.MAX_LOW_SURROGATE && written == highEnd) {
            int pair = Character.toCodePoint((char) high, (char) c);
            out.length(StrictCharacters.put(to, written - StrictCharacters.LONGEST, pair));
            highEnd = -1;
            return;
        }
        out.length(StrictCharacters.put(to, written, c));
        if (c >= Character.MIN_HIGH_SURROGATE && c <= Character.MAX_HIGH_SURROGATE) {
            high = c;
            highEnd = out.length();
        }
    }

    private BadBlobException unfinished() {
        return blob.refused(end, "string without an end");
    }
}
