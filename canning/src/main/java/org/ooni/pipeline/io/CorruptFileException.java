package org.ooni.pipeline.io;

/** A file that is not what its format or its index says. */
public final class CorruptFileException extends BadInputException {
    private static final long serialVersionUID = 1L;

    /** @param offset in {@code file}, in bytes, as near to the damage as is known */
    public CorruptFileException(String file, long offset, String reason) {
        super(file + " @" + offset + ": " + reason);
    }

    public CorruptFileException(String file, long offset, String what, Object expected, Object actual) {
        this(file, offset, what + ": expected " + expected + ", got " + actual);
    }
}
