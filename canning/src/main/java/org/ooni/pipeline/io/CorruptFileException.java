package org.ooni.pipeline.io;

/** A file that is not what its format or its index says. */
public final class CorruptFileException extends BadInputException {
    private static final long serialVersionUID = 1L;

    /** For files whose damage has a better address than an offset, a line say, which {@code reason} names. */
    public CorruptFileException(String file, String reason) {
        super(file + ": " + reason);
    }

    /** @param offset in {@code file}, in bytes, as near to the damage as is known */
    public CorruptFileException(String file, long offset, String reason) {
        super(file + " @" + offset + ": " + reason);
    }

    public CorruptFileException(String file, long offset, String what, Object expected, Object actual) {
        this(file, offset, what + ": expected " + expected + ", got " + actual);
    }
}
