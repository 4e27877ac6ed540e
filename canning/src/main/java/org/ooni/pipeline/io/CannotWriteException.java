package org.ooni.pipeline.io;

import java.io.IOException;
import java.nio.file.Path;

/** The output cannot be written: a full disk, no permission, a name in the way. */
public final class CannotWriteException extends IOException {
    private static final long serialVersionUID = 1L;

    public CannotWriteException(Path path, IOException cause) {
        super("cannot write " + path + ": " + IoReason.of(cause), cause);
    }
}
