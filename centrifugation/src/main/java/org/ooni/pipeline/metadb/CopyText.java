package org.ooni.pipeline.metadb;

import java.util.List;

/** Values as PostgreSQL's COPY text format and its array literals spell them (docs/formats.md, "COPY"). */
public final class CopyText {
    static final String NULL = "\\N";
    private static final char REPLACEMENT = '\uFFFD';

    private CopyText() {}

    /** {@code text} with what PostgreSQL cannot store, NUL and unpaired surrogates, replaced by U+FFFD. */
    public static String clean(String text) {
        int bad = firstUnstorable(text);
        if (bad == text.length()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text);
        for (int i = bad; i < clean.length(); i++) {
            if (isPair(clean, i)) {
                i++;
            } else if (unstorable(clean.charAt(i))) {
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean.toString();
    }

    /** An array literal; every element stands in quotes, so that neither "" nor NULL is mistaken for something else. */
    public static String array(List<String> elements) {
        StringBuilder literal = new StringBuilder("{");
        for (String element : elements) {
            literal.append(literal.length() > 1 ? ",\"" : "\"");
            for (int i = 0; i < element.length(); i++) {
                char c = element.charAt(i);
                if (c == '"' || c == '\\') {
                    literal.append('\\');
                }
                literal.append(c);
            }
            literal.append('"');
        }
        return literal.append('}').toString();
    }

    /** Appends {@code text}, cleaned, as the content of one field. */
    static void appendField(StringBuilder line, String text) {
        String clean = clean(text);
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(c);
            }
        }
    }

    private static int firstUnstorable(String text) {
        int i = 0;
        while (i < text.length()) {
            if (isPair(text, i)) {
                i += 2;
            } else if (unstorable(text.charAt(i))) {
                return i;
            } else {
                i++;
            }
        }
        return text.length();
    }

    private static boolean isPair(CharSequence text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }

    private static boolean unstorable(char c) {
        return c == 0 || Character.isSurrogate(c);
    }
}
