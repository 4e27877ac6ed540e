package org.ooni.pipeline.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Copies one blob to strict text, in one pass; the stack of open objects and arrays is its own. */
final class BlobCopier {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final int ARRAY = -1;

    private final BlobBytes blob;
    private final byte[] in;
    private final int end;
    private final TextBuffer out;
    private final StringCopier strings;
    private final NumberCopier numbers;
    private final Members members;
    private final RepeatedKeys keys;

    /** For each level, where the keys of its object begin, or {@link #ARRAY}. */
    private final int[] levels = new int[JsonWriter.MAX_DEPTH + 1];

    private int depth;
    private int at;
    /** Whether the innermost object or array has nothing in it yet. */
    private boolean fresh;

    private boolean repeats;

    BlobCopier(BlobBytes blob, TextBuffer out, Members members, RepeatedKeys keys) {
        this.blob = blob;
        this.in = blob.bytes();
        this.end = blob.end();
        this.out = out;
        this.strings = new StringCopier(blob, out);
        this.numbers = new NumberCopier(blob, out);
        this.members = members;
        this.keys = keys;
        this.at = blob.start();
    }

    /** Copies the blob, an object; returns whether an inner object may have a key twice. */
    boolean copy() throws BadBlobException {
        if (at == end || in[at] != '{') {
            throw blob.refused(at, "no object");
        }
        open((byte) '{');
        while (depth > 0) {
            if (levels[depth] == ARRAY) {
                element();
            } else {
                member();
            }
        }
        skipBlanks();
        if (at < end) {
            throw blob.refused(at, "text after the object");
        }
        return repeats;
    }

    private void member() throws BadBlobException {
        byte c = token();
        if (!fresh && c == ',') {
            at++;
            c = token();
        } else if (!fresh && c != '}') {
            throw blob.refused(at, "no comma between members");
        }
        if (c == '}') {
            close(c);
            return;
        }
        if (!fresh) {
            out.append(',');
        }
        key(c);
        if (token() != ':') {
            throw blob.refused(at, "no colon after a key");
        }
        at++;
        out.append(':');
        value();
    }

    private void key(byte c) throws BadBlobException {
        if (c != '"') {
            throw blob.refused(at, "no string for a key");
        }
        int from = out.length();
        at = strings.copy(at);
        if (depth == 1) {
            members.begin(from, out.length());
        } else {
            keys.add(out.bytes(), from, out.length());
        }
    }

    private void element() throws BadBlobException {
        byte c = token();
        if (c == ']') {
            close(c);
            return;
        }
        if (!fresh) {
            if (c != ',') {
                throw blob.refused(at, "no comma between elements");
            }
            at++;
            out.append(',');
        }
        value();
    }

    private void value() throws BadBlobException {
        byte c = token();
        switch (c) {
            case '{', '[' -> {
                open(c);
                return;
            }
            case '"' -> at = strings.copy(at);
            case 't' -> word(TRUE);
            case 'f' -> word(FALSE);
            case 'n' -> word(NULL);
            default -> at = numbers.copy(at);
        }
        ended();
    }

    private void open(byte bracket) throws BadBlobException {
        if (depth == JsonWriter.MAX_DEPTH) {
            throw blob.refused(at, "more than " + JsonWriter.MAX_DEPTH + " levels");
        }
        levels[++depth] = bracket == '{' ? keys.open() : ARRAY;
        fresh = true;
        at++;
        out.append((char) bracket);
    }

    private void close(byte bracket) {
        if (bracket == '}') {
            repeats |= keys.close(levels[depth]);
        }
        depth--;
        at++;
        out.append((char) bracket);
        ended();
    }

    /** A value ended, of a member or an element, or the outermost. */
    private void ended() {
        fresh = false;
        if (depth == 1) {
            members.end(out.length());
        }
    }

    private void word(byte[] word) throws BadBlobException {
        if (end - at < word.length || !Arrays.equals(in, at, at + word.length, word, 0, word.length)) {
            throw blob.refused(at, "unknown word");
        }
        out.append(word, 0, word.length);
        at += word.length;
    }

    /** The next byte that is no blank. */
    private byte token() throws BadBlobException {
        skipBlanks();
        if (at == end) {
            throw blob.refused(at, "object without an end");
        }
        return in[at];
    }

    private void skipBlanks() {
        while (at < end && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
    }
}
