package org.ooni.pipeline.feeder;

/**
 * A measurement is not what a Feeder can make rows of. Its message tells kinds of failure apart and is hashed, so it
 * names keys and types, never values: the same failure has the same message in every run.
 */
public final class DatumException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param kind of failure, such as {@code missing key}
     * @param detail what it is about, such as the key
     */
    public DatumException(String kind, String detail) {
        super(kind + ": " + detail);
    }
}
