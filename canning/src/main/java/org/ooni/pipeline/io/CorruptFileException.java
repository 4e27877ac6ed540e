package org.ooni.pipeline.io;

/** A file that is not what its format or its index says. */
public final class CorruptFileException extends BadInputException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    public CorruptFileException(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    /** For files whose damage has a better address than an offset, a line say, which {@code reason} names. */
    public CorruptFileException(String file, String reason) {
        this(Finding.of(file, reason));
    }

    /** @param offset in {@code file}, in bytes, as near to the damage as is known */
    public CorruptFileException(String file, long offset, String reason) {
        this(Finding.of(file, offset, reason));
    }

    public CorruptFileException(String file, long offset, String what, Object expected, Object actual) {
        this(Finding.of(file, offset, what, expected, actual));
    }

    /** The same for those who collect damage and go on. */
    public Finding finding() {
        return finding;
    }
}
