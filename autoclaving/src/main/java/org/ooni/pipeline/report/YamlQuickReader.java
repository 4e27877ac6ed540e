package org.ooni.pipeline.report;

import org.yaml.snakeyaml.error.Mark;

/**
 * A reader that decodes double-quoted scalars itself: nearly all of a report may be pages in such scalars, and the
 * library takes its time over each escape. The scanner sees a scalar of one letter, and gets the whole one when it
 * takes the letter.
 */
final class YamlQuickReader extends YamlReader {
    private static final char LETTER = 'x';
    private static final char QUOTE = '"';

    private final YamlQuoted quoted;
    private int marked = -1;

    /** Where the scalar ends whose decoded form the scanner is about to take; not positive if there is none. */
    private int end;

    YamlQuickReader(String text) {
        super(text);
        this.quoted = new YamlQuoted(text);
    }

    @Override
    public Mark getMark() {
        marked = pointer();
        return super.getMark();
    }

    /** The scanner takes a single quote by itself, and has marked its place before, only where a scalar begins. */
    @Override
    public void forward() {
        boolean begins = marked == pointer() && peek(0) == QUOTE;
        super.forward();
        if (begins && peek(0) != QUOTE) {
            end = quoted.decode(pointer());
        }
    }

    @Override
    public int peek(int offset) {
        if (end > 0 && offset < 2) {
            return offset == 0 ? LETTER : QUOTE;
        }
        return super.peek(offset);
    }

    @Override
    public String prefixForward(int length) {
        if (end > 0) {
            advance(end - pointer());
            end = 0;
            return quoted.value();
        }
        return super.prefixForward(length);
    }
}
