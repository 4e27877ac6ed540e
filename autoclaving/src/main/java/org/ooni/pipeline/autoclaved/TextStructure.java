package org.ooni.pipeline.autoclaved;

import java.util.ArrayDeque;
import java.util.Deque;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;

/**
 * Follows the text of one autoclaved file, and holds what it is seen to consist of against the index: a tar's entries
 * are its reports, the lines are its measurements. The first thing that is otherwise ends it, for the rest would only
 * repeat it. Not thread-safe.
 */
final class TextStructure {
    private final Deque<IndexLine> expected = new ArrayDeque<>();
    private final TarText tar;
    private long position;
    private long lineStart;
    private String problem;

    /** @param tar or else the one report's lines */
    TextStructure(boolean tar) {
        this.tar = tar ? new TarText(this) : null;
    }

    /** Takes an event of the frame whose text is next. */
    void expect(IndexLine event) {
        boolean isText = event instanceof Datum || (event instanceof ReportStart && tar != null);
        if (isText && problem == null) {
            expected.add(event);
        }
    }

    void take(byte[] text) {
        int at = 0;
        while (problem == null && at < text.length) {
            int n = tar == null ? lines(text, at, text.length) : tar.take(text, at, position);
            at += n;
            position += n;
        }
    }

    /** Gives up, because a piece of the text is missing. */
    void abandon() {
        problem = "";
    }

    /** After the last frame. */
    void end() {
        if (problem == null && tar != null && !tar.isEnded()) {
            problem("the tar does not end as a tar does");
        }
        if (problem == null && tar == null && lineStart != position) {
            problem("a line without its end");
        }
        if (problem == null && !expected.isEmpty()) {
            problem("the index has more than the text: " + words(expected.peek()));
        }
    }

    /** What was wrong, once; null for nothing. */
    String takeProblem() {
        String words = problem;
        if (words == null || words.isEmpty()) {
            return null;
        }
        problem = "";
        return words;
    }

    void problem(String words) {
        if (problem == null) {
            problem = "text at " + position + ": " + words;
        }
    }

    /** An entry of that name begins; its content is next. */
    void entry(String name, long contentOff) {
        if (!(expected.poll() instanceof ReportStart report)
                || !report.textname().equals(name)) {
            problem("an entry that the index does not have here: " + name);
        }
        lineStart = contentOff;
    }

    /** Looks for the ends of lines; returns how many bytes were taken, which are those of one line at most. */
    int lines(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == '\n') {
                line(position + i - from);
                return i + 1 - from;
            }
        }
        return to - from;
    }

    private void line(long end) {
        IndexLine next = expected.poll();
        if (!(next instanceof Datum datum) || datum.textOff() != lineStart || datum.textSize() != end - lineStart) {
            problem("a line of " + (end - lineStart) + " bytes at " + lineStart + ", where the index has "
                    + (next == null ? "nothing" : words(next)));
        }
        lineStart = end + 1;
    }

    /** The content of an entry is over at {@code end}. */
    void entryEnd(long end) {
        if (lineStart != end) {
            problem("a line without its end");
        }
    }

    private static String words(IndexLine line) {
        return line instanceof Datum datum
                ? "a measurement of " + datum.textSize() + " bytes at " + datum.textOff()
                : "the report " + ((ReportStart) line).textname();
    }
}
