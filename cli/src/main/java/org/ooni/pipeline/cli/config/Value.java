package org.ooni.pipeline.cli.config;

/**
 * The value of a setting, and who set it.
 *
 * @param where the option, the variable, or file and line; empty for a default
 */
public record Value(String text, Source source, String where) {

    /** The later one wins. */
    public enum Source {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        OPTION
    }
}
