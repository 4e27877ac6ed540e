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
}
