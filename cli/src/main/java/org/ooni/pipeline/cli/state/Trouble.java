package org.ooni.pipeline.cli.state;

/**
 * What keeps a stage from being done, and what only a person can mend.
 *
 * @param text names the file and what is wrong with it
 */
public record Trouble(Kind kind, String text) {
    /** In which way. */
    public enum Kind {
        /** It cannot be used: wrong names, an index that is damaged or lost. */
        BAD,
        /** Two that should tell the same do not: an index and its directory, a stage and the one before. */
        DISAGREEING
    }

    static Trouble bad(String text) {
        return new Trouble(Kind.BAD, text);
    }

    static Trouble disagreeing(String text) {
        return new Trouble(Kind.DISAGREEING, text);
    }
}
