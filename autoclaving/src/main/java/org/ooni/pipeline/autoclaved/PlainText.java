package org.ooni.pipeline.autoclaved;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.ooni.pipeline.io.Sha1;

/**
 * Lines of ASCII, taken piece by piece. A piece that is not what is asked for spoils its line, and what is taken from the
 * line after that means nothing: {@link #endLine} tells, and goes back to the beginning of the line.
 */
final class PlainText {
    /** No line of that length is plain. */
    private static final int BUFFER = 64 * 1024;

    /** A longer number might not be a {@code long}. */
    private static final int DIGITS = 18;

    private final byte[] buffer = new byte[BUFFER];
    private int begin;
    private int at;
    private int end;
    private boolean spoilt;
    private boolean ended;

    /** Whether the line that begins here is here to its end; only then may anything be taken. */
    boolean hasLine() {
        for (int i = at; i < end; i++) {
            if (buffer[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** Reads on; false at the end, and when the line is too long. */
    boolean read(InputStream in) throws IOException {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        begin = 0;
        if (end == BUFFER) {
            return false;
        }
        int read = in.read(buffer, end, BUFFER - end);
        ended = read < 0;
        end += Math.max(read, 0);
        return !ended;
    }

    /** Whether all has been read and taken. */
    boolean isAtEnd() {
        return ended && at == end;
    }

    /** What has been read and not been taken. */
    InputStream rest() {
        return new ByteArrayInputStream(buffer, at, end - at);
    }

    /** Goes on to the next line, if all of this one was as it was asked for. */
    boolean endLine() {
        if (spoilt || buffer[at] != '\n') {
            spoilt = false;
            at = begin;
            return false;
        }
        at++;
        begin = at;
        return true;
    }

    /** Takes {@code literal} if it comes next. The end of the line is in no literal, and so stops each comparison. */
    boolean takes(String literal) {
        int length = literal.length();
        for (int i = 0; i < length; i++) {
            if (buffer[at + i] != literal.charAt(i)) {
                return false;
            }
        }
        at += length;
        return true;
    }

    private void expect(String literal) {
        spoilt |= !takes(literal);
    }

    long number(String before) {
        expect(before);
        return number();
    }

    /** A number without a sign, and without needless zeros, which JSON does not have. */
    long number() {
        int first = at;
        long value = 0;
        while (buffer[at] >= '0' && buffer[at] <= '9' && at - first <= DIGITS) {
            value = value * 10 + (buffer[at++] - '0');
        }
        int digits = at - first;
        spoilt |= digits == 0 || digits > DIGITS || digits > 1 && buffer[first] == '0';
        return value;
    }

    /** The number that is the last but the type. */
    long lastNumber(String before, String type) {
        long value = number(before);
        endWith(type);
        return value;
    }

    int signedInt() {
        boolean negative = takes("-");
        long value = number();
        spoilt |= negative && value == 0 || value > Integer.MAX_VALUE;
        return (int) (negative ? -value : value);
    }

    /** A string without escapes. */
    String string() {
        expect("\"");
        int first = at;
        while (buffer[at] >= ' ' && buffer[at] != '"' && buffer[at] != '\\') {
            at++;
        }
        String value = new String(buffer, first, at - first, StandardCharsets.ISO_8859_1);
        expect("\"");
        return value;
    }

    /** The string that is the last but the type. */
    String lastString(String before, String type) {
        expect(before);
        String value = string();
        endWith(type);
        return value;
    }

    Sha1 sha1(String before) {
        expect(before);
        return sha1();
    }

    /** Null if it is none. */
    Sha1 sha1() {
        try {
            return Sha1.ofBase64(string());
        } catch (IllegalArgumentException e) {
            spoilt = true;
            return null;
        }
    }

    private void endWith(String type) {
        expect(", \"type\": \"");
        expect(type);
        expect("\"}");
    }
}
