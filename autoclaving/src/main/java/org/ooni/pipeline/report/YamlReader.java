package org.ooni.pipeline.report;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The scanner's view of a blob. The library's own reader copies a growing window for each thousand characters of one
 * token, which takes minutes for a large word; this one has the whole text at hand. It also helps the scanner over two
 * things which loaders like the original's accept: a TAB between tokens, and the escape {@code \/} (D20).
 *
 * <p>Offsets which the scanner gives are in UTF-16 units; indexes and columns which it asks for are in code points.
 */
class YamlReader extends StreamReader {
    private static final int[] NO_SNIPPET = {};
    private static final char END = '\0';

    private final String text;
    private int pointer;
    private int index;
    private int line;
    private int column;
    private int documentIndex;
    private int judged = -1;
    private boolean tabsSeparate;
    private int passedSlash = -1;

    YamlReader(String text) {
        super("");
        this.text = text;
    }

    @Override
    public int peek() {
        if (isAtEscapedSlash()) {
            return '\n';
        }
        return pointer < text.length() ? text.charAt(pointer) : END;
    }

    /**
     * Whether the scanner asks what a backslash in double quotes escapes, and it is a slash: that is the only time
     * when it looks at a single character there. An escaped line break before the slash, which it knows, says the same.
     */
    private boolean isAtEscapedSlash() {
        return pointer != passedSlash && text.startsWith("\\/", pointer - 1);
    }

    @Override
    public int peek(int offset) {
        int at = pointer + offset;
        if (at >= text.length()) {
            return END;
        }
        char c = text.charAt(at);
        return c == '\t' && tabsSeparate() ? ' ' : c;
    }

    @Override
    public void forward() {
        forward(1);
    }

    @Override
    public void forward(int length) {
        if (isAtEscapedSlash()) {
            passedSlash = pointer;
        } else {
            advance(length);
        }
    }

    /** Where the next character is, in UTF-16 units. */
    final int pointer() {
        return pointer;
    }

    final void advance(int length) {
        int end = Math.min(pointer + length, text.length());
        while (pointer < end) {
            char c = text.charAt(pointer++);
            count(c);
            if (c >= ' ' && c < 0x7F) {
                column++;
            } else if (isLineBreak(c) || c == '\r' && !text.startsWith("\n", pointer)) {
                line++;
                column = 0;
            } else if (c != '\uFEFF' && !Character.isLowSurrogate(c)) {
                column++;
            }
        }
    }

    @Override
    public String prefix(int length) {
        return text.substring(pointer, Math.min(pointer + length, text.length()));
    }

    @Override
    public String prefixForward(int length) {
        String prefix = prefix(length);
        advance(prefix.length());
        return prefix;
    }

    private void count(char c) {
        if (!Character.isLowSurrogate(c)) {
            index++;
            documentIndex++;
        }
    }

    /**
     * Whether the blanks at the pointer stand between two tokens of one line, or fill a line. Elsewhere at a line's
     * start they would be indentation, behind a block indicator the indentation of what follows; neither may hold a
     * TAB.
     */
    private boolean tabsSeparate() {
        if (judged != pointer) {
            judged = pointer;
            int before = beforeBlanks(pointer);
            char last = charAt(before);
            if (last == ':') {
                tabsSeparate = !isLineStart(charAt(beforeBlanks(before)));
            } else if (last == '-' || last == '?') {
                tabsSeparate = before == beforeBlanks(before) + 1 && !isLineStart(charAt(before - 1));
            } else {
                tabsSeparate = !isLineStart(last) || isBlankLine();
            }
        }
        return tabsSeparate;
    }

    private int beforeBlanks(int at) {
        int i = at - 1;
        while (charAt(i) == ' ' || charAt(i) == '\t') {
            i--;
        }
        return i;
    }

    private boolean isBlankLine() {
        int i = pointer;
        while (charAt(i) == ' ' || charAt(i) == '\t') {
            i++;
        }
        return isLineStart(charAt(i));
    }

    private char charAt(int at) {
        return at < 0 || at >= text.length() ? '\n' : text.charAt(at);
    }

    private static boolean isLineStart(char previous) {
        return previous == '\r' || isLineBreak(previous);
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    /** Carries no text, so that no message of the library quotes a measurement. */
    @Override
    public Mark getMark() {
        return new Mark("blob", index, line, column, NO_SNIPPET, 0);
    }

    @Override
    public int getIndex() {
        return index;
    }

    @Override
    public int getLine() {
        return line;
    }

    @Override
    public int getColumn() {
        return column;
    }

    @Override
    public int getDocumentIndex() {
        return documentIndex;
    }

    @Override
    public void resetDocumentIndex() {
        documentIndex = 0;
    }
}
