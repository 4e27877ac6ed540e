package org.ooni.pipeline.io;

import java.io.IOException;

/** Input that cannot be used as it is; the message names the file and the reason. */
public class BadInputException extends IOException {
    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param what cannot be read: a kind of file and its path */
    public static BadInputException unreadable(String what, IOException cause) {
        return new BadInputException("cannot read " + what + ": " + IoReason.of(cause), cause);
    }
}
