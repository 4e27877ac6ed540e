package org.ooni.pipeline.cli.log;

/** {@code --log-format}. */
public enum LogFormat {
    TEXT,
    JSON;

    /** Read by {@link LogConfiguration} when the first logger is made, and by {@link ErrorLines} with every line. */
    private static final String PROPERTY = "pipeline.log";

    /** From now on, for the whole process. */
    public void use() {
        System.setProperty(PROPERTY, name());
    }

    static LogFormat inUse() {
        return valueOf(System.getProperty(PROPERTY, TEXT.name()));
    }
}
