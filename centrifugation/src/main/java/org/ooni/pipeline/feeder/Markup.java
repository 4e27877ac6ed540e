package org.ooni.pipeline.feeder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/**
 * Takes HTML for what a reader sees of it, nearly: comments, scripts, styles, tags and entities become blanks, in that
 * order (Feeder rules §2.7). It does what regular expressions would do, in time proportional to the text whatever is in
 * it: a beginning without an end is looked for once, for no later one has an end either.
 */
final class Markup {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES * 0x80;

    private static final byte[] SCRIPT = ascii("script");
    private static final byte[] STYLE = ascii("style");
    private static final byte[] COMMENT_BEGIN = ascii("<!--");
    private static final byte[] COMMENT_END = ascii("-->");
    private static final int LONGEST_NAME = 8;

    private final byte[] text;
    private int length;

    /** Of the last one found. */
    private int start;

    private int end;

    private Markup(byte[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** Replaces markup in place; returns the new length. */
    static int strip(byte[] text, int length) {
        Markup markup = new Markup(text, length);
        markup.replaceAll(markup::comment);
        markup.replaceAll(from -> markup.element(SCRIPT, from));
        markup.replaceAll(from -> markup.element(STYLE, from));
        markup.replaceAll(markup::tag);
        markup.replaceAll(markup::entity);
        return markup.length;
    }

    /** Puts a blank in the place of each that {@code find} finds, given where to begin. */
    private void replaceAll(IntPredicate find) {
        int from = 0;
        int to = 0;
        while (find.test(from)) {
            System.arraycopy(text, from, text, to, start - from);
            to += start - from;
            text[to++] = ' ';
            from = end;
        }
        System.arraycopy(text, from, text, to, length - from);
        length = to + length - from;
    }

    private boolean comment(int from) {
        int begin = indexOf(COMMENT_BEGIN, from);
        return begin >= 0 && found(begin, after(COMMENT_END, begin + COMMENT_BEGIN.length));
    }

    private boolean tag(int from) {
        int begin = indexOf('<', from);
        return begin >= 0 && found(begin, after('>', begin + 1));
    }

    /** An element with all that it holds. Its name may go on: {@code <scripts>} begins one. */
    private boolean element(byte[] name, int from) {
        for (int begin = indexOf('<', from); begin >= 0; begin = indexOf('<', begin + 1)) {
            int behindName = afterName(name, begin + 1);
            if (behindName >= 0) {
                int content = after('>', behindName);
                return content >= 0 && found(begin, afterClosing(name, content));
            }
        }
        return false;
    }

    private int afterClosing(byte[] name, int from) {
        for (int begin = indexOf('<', from); begin >= 0; begin = indexOf('<', begin + 1)) {
            if (at(begin + 1) == '/') {
                int behindName = afterName(name, begin + 2);
                int behindBlanks = behindName < 0 ? length : afterBlanks(behindName);
                if (at(behindBlanks) == '>') {
                    return behindBlanks + 1;
                }
            }
        }
        return -1;
    }

    /** {@code &name;}, {@code &#10;}, {@code &#xA;}, and what looks like one; a blank may stand for the semicolon. */
    private boolean entity(int from) {
        for (int begin = indexOf('&', from); begin >= 0; begin = indexOf('&', begin + 1)) {
            int name = at(begin + 1) == '#' ? begin + 2 : begin + 1;
            int behind = name;
            boolean hex = true;
            while (isWord(at(behind))) {
                hex &= isHex(at(behind)) || (behind == name && (at(behind) | 0x20) == 'x');
                behind++;
            }
            if (isEntityName(name, behind - name, hex) && (at(behind) == ';' || isBlank(at(behind)))) {
                return found(begin, behind + 1);
            }
        }
        return false;
    }

    private boolean isEntityName(int name, int size, boolean hex) {
        boolean startsWithX = (at(name) | 0x20) == 'x';
        return size > 0 && (hex || size <= (startsWithX ? LONGEST_NAME + 1 : LONGEST_NAME));
    }

    private boolean found(int from, int to) {
        start = from;
        end = to;
        return to >= 0;
    }

    private int after(int wanted, int from) {
        int at = indexOf(wanted, from);
        return at < 0 ? -1 : at + 1;
    }

    private int after(byte[] wanted, int from) {
        int at = indexOf(wanted, from);
        return at < 0 ? -1 : at + wanted.length;
    }

    /** Eight bytes at a time, as far as there are so many. */
    private int indexOf(int wanted, int from) {
        long wantedBytes = ONES * wanted;
        int at = from;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            long differences = (long) LONGS.get(text, at) ^ wantedBytes;
            // A borrow can only mark bytes behind one that is wanted indeed.
            long found = (differences - ONES) & ~differences & HIGH_BITS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; at < length; at++) {
            if (text[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    private int indexOf(byte[] wanted, int from) {
        for (int i = indexOf(wanted[0], from); i >= 0; i = indexOf(wanted[0], i + 1)) {
            int k = 1;
            while (k < wanted.length && at(i + k) == wanted[k]) {
                k++;
            }
            if (k == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    /** Behind blanks and the name, in capitals or not; -1 when it is not there. */
    private int afterName(byte[] name, int from) {
        int begin = afterBlanks(from);
        for (int k = 0; k < name.length; k++) {
            if ((at(begin + k) | 0x20) != name[k]) {
                return -1;
            }
        }
        return begin + name.length;
    }

    private int afterBlanks(int from) {
        int at = from;
        while (isBlank(at(at))) {
            at++;
        }
        return at;
    }

    /** The byte there as a positive number, or 0xFF, which means nothing here, behind the end. */
    private int at(int index) {
        return index < length ? text[index] & 0xFF : 0xFF;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isWord(int c) {
        return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
