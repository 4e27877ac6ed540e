package org.ooni.pipeline.autoclaving.scrub;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Puts {@code [REDACTED]} in the place of what an expression matches, in time linear in the text.
 *
 * <p>A search takes linear time, but searches for one match after the other need not: {@code a(.*b)?} reads a text of
 * nothing but {@code a} to its end for each of them. So the characters read are counted, and a text that asks for more
 * than {@value #READINGS} readings of it is redacted as a whole.
 *
 * @param matching matches neither in the empty text nor in what is put in the place of matches
 */
record Redaction(Pattern matching) {
    static final String REDACTED = "[REDACTED]";

    private static final int READINGS = 8;

    /** Characters that may be read of the shortest text. */
    private static final int LEAST = 1 << 16;

    String of(String text) {
        Matcher matcher = matching.matcher(new Counted(text, (long) READINGS * text.length() + LEAST));
        try {
            return redact(text, matcher);
        } catch (TooMuch e) {
            return REDACTED;
        }
    }

    private static String redact(String text, Matcher matcher) {
        StringBuilder out = null;
        int copied = 0;
        while (matcher.find()) {
            // A match of nothing, at the edge of a word say, hides nothing.
            if (matcher.end() > matcher.start()) {
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, matcher.start()).append(REDACTED);
                copied = matcher.end();
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** A text of which so much may be read and no more. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long left;

        Counted(String text, long left) {
            this.text = text;
            this.left = left;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new TooMuch();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super(null, null, false, false);
        }
    }
}
