package org.ooni.pipeline.report;

/**
 * Copies the numbers of a blob to strict text, digit by digit, whatever their size (D11, D12, D13).
 *
 * <pre>
 * number := '-'? digit+ ('.' digit*)? (('e' | 'E') ('+' | '-')? digit+)?
 * </pre>
 *
 * Zeros that lead are dropped ({@code 007} is 7, {@code -0} is 0), and {@code 1.} gets its missing zero. Numbers
 * without point and exponent are integers.
 */
final class NumberCopier {
    private final BlobBytes blob;
    private final byte[] in;
    private final int end;
    private final TextBuffer out;

    NumberCopier(BlobBytes blob, TextBuffer out) {
        this.blob = blob;
        this.in = blob.bytes();
        this.end = blob.end();
        this.out = out;
    }

    /** Copies the number that begins at {@code start}; returns where the blob goes on. */
    int copy(int start) throws BadBlobException {
        boolean negative = start < end && in[start] == '-';
        int digits = negative ? start + 1 : start;
        int at = digits(digits);
        while (digits < at - 1 && in[digits] == '0') {
            digits++;
        }
        boolean integer = at == end || in[at] != '.' && in[at] != 'e' && in[at] != 'E';
        if (negative && !(integer && in[digits] == '0')) {
            out.append('-');
        }
        out.append(in, digits, at);
        return integer ? at : exponent(fraction(at));
    }

    private int fraction(int at) {
        if (in[at] != '.') {
            return at;
        }
        int after = skipDigits(at + 1);
        out.append(in, at, after);
        if (after == at + 1) {
            out.append('0');
        }
        return after;
    }

    private int exponent(int at) throws BadBlobException {
        if (at == end || in[at] != 'e' && in[at] != 'E') {
            return at;
        }
        boolean signed = at + 1 < end && (in[at + 1] == '-' || in[at + 1] == '+');
        int after = digits(signed ? at + 2 : at + 1);
        out.append(in, at, after);
        return after;
    }

    /** The end of the digits that must be here. */
    private int digits(int at) throws BadBlobException {
        int after = skipDigits(at);
        if (after == at) {
            throw blob.refused(at, "no digit where a number needs one");
        }
        return after;
    }

    private int skipDigits(int start) {
        int at = start;
        while (at < end && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        return at;
    }
}
