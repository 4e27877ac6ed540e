package org.ooni.pipeline.report;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The characters of a YAML blob, and the checks the scanner would not make (normalisation rules §2.4). */
final class YamlText {
    /** What the library puts in the place of bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private YamlText() {}

    /**
     * Decodes a blob.
     *
     * @throws BadBlobException {@link BadReason#YAML_READER} when it is not UTF-8 or holds a character that YAML 1.1
     *     does not allow
     */
    static String decode(byte[] blob) throws BadBlobException {
        String text = new String(blob, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(blob);
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                throw new BadBlobException(
                        BadReason.YAML_READER,
                        String.format(Locale.ROOT, "U+%04X at character %d", (int) text.charAt(i), i));
            }
        }
        return text;
    }

    /** A replacement character may have been there before. */
    private static void requireUtf8(byte[] blob) throws BadBlobException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(blob));
        } catch (CharacterCodingException e) {
            throw new BadBlobException(BadReason.YAML_READER, "not UTF-8");
        }
    }

    /** Surrogates pass: after strict decoding they come in pairs. */
    private static boolean isAllowed(char c) {
        if (c < 0x7F) {
            return c >= 0x20 || c == '\n' || c == '\t' || c == '\r';
        }
        return c >= 0xA0 ? c < 0xFFFE : c == 0x85;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is any use in looking for escaped surrogates in this document's scalars. */
    static boolean mayEscapeSurrogates(String text) {
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
            if (isSurrogateEscape(text, at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a double-quoted scalar, lying at {@code [from, to)} of the text, spells a surrogate, paired or not. */
    static boolean escapesSurrogate(String text, int from, int to) {
        int at = from;
        while (at < to) {
            if (text.charAt(at) != '\\') {
                at++;
            } else if (isSurrogateEscape(text, at)) {
                return true;
            } else {
                at += 2;
            }
        }
        return false;
    }

    private static boolean isSurrogateEscape(String text, int backslash) {
        // A look at one character is enough for nearly all of many escapes.
        if (backslash + 1 >= text.length() || (text.charAt(backslash + 1) | 0x20) != 'u') {
            return false;
        }
        int digits = text.startsWith("u", backslash + 1)
                ? backslash + 2
                : text.startsWith("U0000", backslash + 1) ? backslash + 6 : text.length();
        return digits + 1 < text.length()
                && Character.toLowerCase(text.charAt(digits)) == 'd'
                && Character.digit(text.charAt(digits + 1), 16) >= 8;
    }
}
