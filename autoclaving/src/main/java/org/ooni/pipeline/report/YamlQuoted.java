package org.ooni.pipeline.report;

/**
 * Decodes double-quoted scalars as the library's scanner does, but in one pass over their characters. It knows what
 * writers of YAML write: escapes, folded lines, characters as they are. What else there may be, and all errors, it
 * leaves to the library.
 *
 * <p>Not safe for use by several threads; serves the scalars of one document, one after the other.
 */
final class YamlQuoted {
    /** Where a scalar ends that is left to the library. */
    static final int UNUSUAL = -1;

    private static final int PIECE = 1 << 12;

    private final String source;

    /** What is decoded and not yet in the value. */
    private final char[] piece = new char[PIECE];

    private int filled;
    private StringBuilder value = new StringBuilder();

    YamlQuoted(String source) {
        this.source = source;
    }

    /** Decodes the scalar whose first character, behind the quote, is at {@code from}; says where its last quote is. */
    int decode(int from) {
        value = new StringBuilder();
        filled = 0;
        int at = from;
        while (at != UNUSUAL) {
            char c = at(at);
            switch (c) {
                case '"':
                    return at;
                case '\\':
                    at = escape(at + 1);
                    break;
                case ' ', '\t':
                    at = blanks(at);
                    break;
                case '\n':
                    at = fold(at + 1);
                    break;
                default:
                    put(c);
                    at = isUsual(c) ? at + 1 : UNUSUAL;
            }
        }
        return UNUSUAL;
    }

    /** The scalar that was decoded last. */
    String value() {
        flush();
        return value.toString();
    }

    /** Any character that is no blank and no line break; NUL behind the end of the text. */
    private static boolean isUsual(char c) {
        return c > ' ' && c < 0x7F || c >= 0xA0 && c != '\u2028' && c != '\u2029';
    }

    private int escape(int at) {
        char c = at(at);
        return switch (c) {
            case 'x' -> hex(at + 1, 2);
            case 'u' -> hex(at + 1, 4);
            case 'U' -> hex(at + 1, 8);
            case '\n' -> breaks(at + 1);
            default -> letter(at, c);
        };
    }

    private int letter(int at, char letter) {
        char meaning = switch (letter) {
            case '"', '\\', '/', ' ' -> letter;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> '\0';
            case 'a' -> '\u0007';
            case 'b' -> '\b';
            case 'v' -> '\u000B';
            case 'f' -> '\f';
            case 'e' -> '\u001B';
            case 'N' -> '\u0085';
            case '_' -> '\u00A0';
            case 'L' -> '\u2028';
            case 'P' -> '\u2029';
            default -> '\uFFFF';
        };
        put(meaning);
        return meaning == '\uFFFF' ? UNUSUAL : at + 1;
    }

    private int hex(int at, int digits) {
        long c = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = digit(at(i));
            if (digit < 0) {
                return UNUSUAL;
            }
            c = c << 4 | digit;
        }
        if (c > Character.MAX_CODE_POINT) {
            return UNUSUAL;
        }
        if (c < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            put((char) c);
        } else {
            put(Character.highSurrogate((int) c));
            put(Character.lowSurrogate((int) c));
        }
        return at + digits;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = (c | 0x20) - 'a';
        return c < 0x80 && letter >= 0 && letter < 6 ? letter + 10 : -1;
    }

    /** Blanks before a line break are nothing, and so are those behind it; elsewhere they are what they are. */
    private int blanks(int from) {
        int at = at(from + 1) > ' ' ? from + 1 : afterBlanks(from);
        if (at(at) == '\n') {
            return fold(at + 1);
        }
        for (int i = from; i < at; i++) {
            put(at(i));
        }
        return at;
    }

    /** A line break is a space; if empty lines follow, they are line breaks instead. */
    private int fold(int from) {
        int text = afterBlanks(from);
        if (at(text) != '\n') {
            put(' ');
        }
        return breaks(from);
    }

    /** Puts a line break for each empty line between {@code from}, where a line begins, and the next text. */
    private int breaks(int from) {
        int at = from;
        while (!source.startsWith("---", at) && !source.startsWith("...", at)) {
            at = afterBlanks(at);
            if (at(at) != '\n') {
                return at;
            }
            put('\n');
            at++;
        }
        return UNUSUAL;
    }

    private int afterBlanks(int from) {
        int at = from;
        while (at(at) == ' ' || at(at) == '\t') {
            at++;
        }
        return at;
    }

    private char at(int at) {
        return at < source.length() ? source.charAt(at) : 0;
    }

    private void put(char c) {
        if (filled == PIECE) {
            flush();
        }
        piece[filled++] = c;
    }

    /** A string of characters is made by an intrinsic, and a builder copies it; characters it takes one by one. */
    private void flush() {
        value.append(new String(piece, 0, filled));
        filled = 0;
    }
}
