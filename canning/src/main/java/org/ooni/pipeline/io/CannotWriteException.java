package org.ooni.pipeline.io;

import java.io.IOException;
import java.nio.file.Path;

/** The output cannot be written: a full disk, no permission, a name in the way. */
public final class CannotWriteException extends IOException {
    private static final long serialVersionUID = 1L;

    public CannotWriteException(Path path, IOException cause) {
        super("cannot write " + path + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof java.nio.file.FileAlreadyExistsException) {
            return "a file of that name is already there";
        }
        if (cause instanceof java.nio.file.FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
