package org.ooni.pipeline.autoclaved;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ooni.pipeline.io.Tar;

/**
 * Takes a GNU tar apart as its text passes, record by record: headers with their checksums, long names, contents,
 * padding, the zeros at the end. Not thread-safe.
 */
final class TarText {
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_OFF = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int CHECKSUM_OFF = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE_OFF = 156;

    /** Longer than any textname, and nothing that memory would notice. */
    private static final int MAX_LONG_NAME = 4096;

    private enum State {
        HEADER,
        LONG_NAME,
        CONTENT,
        PADDING,
        END
    }

    private final TextStructure structure;
    private final byte[] header = new byte[Tar.RECORD];
    private byte[] longName;
    private State state = State.HEADER;
    private int filled;
    private long left;
    private int padding;

    TarText(TextStructure structure) {
        this.structure = structure;
    }

    boolean isEnded() {
        return state == State.END;
    }

    /** Takes some of {@code text} from {@code at} on, which is at {@code position} of the whole; returns how much. */
    int take(byte[] text, int at, long position) {
        int available = text.length - at;
        switch (state) {
            case HEADER:
                int n = Math.min(Tar.RECORD - filled, available);
                System.arraycopy(text, at, header, filled, n);
                filled += n;
                if (filled == Tar.RECORD) {
                    filled = 0;
                    header(position + n);
                }
                return n;
            case LONG_NAME:
                int part = Math.min(longName.length - filled, available);
                System.arraycopy(text, at, longName, filled, part);
                filled += part;
                endOf(filled == longName.length, 0);
                return part;
            case CONTENT:
                int taken = structure.lines(text, at, at + (int) Math.min(left, available));
                left -= taken;
                endOf(left == 0, position + taken);
                return taken;
            case PADDING:
                int zeros = Math.min(padding, available);
                requireZeros(text, at, zeros, "padding");
                padding -= zeros;
                state = padding == 0 ? State.HEADER : State.PADDING;
                return zeros;
            case END:
                requireZeros(text, at, available, "end of the tar");
                return available;
        }
        throw new AssertionError(state);
    }

    private void endOf(boolean reached, long position) {
        if (!reached) {
            return;
        }
        if (state == State.CONTENT) {
            structure.entryEnd(position);
        }
        filled = 0;
        state = padding == 0 ? State.HEADER : State.PADDING;
    }

    private void header(long contentOff) {
        if (isZero(header, 0, header.length)) {
            state = State.END;
            return;
        }
        long size = number(SIZE_OFF, SIZE_LENGTH);
        if (number(CHECKSUM_OFF, CHECKSUM_LENGTH) != checksum() || size < 0) {
            structure.problem("a damaged tar header");
            return;
        }
        padding = Tar.padding(size);
        if (header[TYPE_OFF] == 'L' && size > 0 && size <= MAX_LONG_NAME) {
            longName = new byte[(int) size];
            state = State.LONG_NAME;
        } else if (header[TYPE_OFF] == '0' || header[TYPE_OFF] == 0) {
            structure.entry(name(), contentOff);
            left = size;
            state = State.CONTENT;
            endOf(size == 0, contentOff);
        } else {
            structure.problem("a tar entry that is no file");
        }
    }

    private String name() {
        byte[] bytes = longName == null ? Arrays.copyOf(header, NAME_LENGTH) : longName;
        longName = null;
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** Octal digits between blanks, or GNU's base 256; -1 for neither. */
    private long number(int off, int length) {
        if (header[off] == (byte) 0x80) {
            long value = 0;
            for (int i = off + length - Long.BYTES; i < off + length; i++) {
                value = value << 8 | header[i] & 0xff;
            }
            return value;
        }
        String digits = new String(header, off, length, StandardCharsets.US_ASCII)
                .replace('\0', ' ')
                .strip();
        return digits.matches("[0-7]+") ? Long.parseLong(digits, 8) : -1;
    }

    private long checksum() {
        long sum = 0;
        for (int i = 0; i < header.length; i++) {
            boolean inSum = i >= CHECKSUM_OFF && i < CHECKSUM_OFF + CHECKSUM_LENGTH;
            sum += inSum ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    private void requireZeros(byte[] text, int off, int length, String what) {
        if (!isZero(text, off, length)) {
            structure.problem(what + " that is not zero");
        }
    }

    private static boolean isZero(byte[] bytes, int off, int length) {
        for (int i = off; i < off + length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
