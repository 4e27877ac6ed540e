package org.ooni.pipeline.io;

import java.io.IOException;

/** Another run holds what this one needs; trying again later is the cure. */
public final class BusyException extends IOException {
    private static final long serialVersionUID = 1L;

    public BusyException(String message) {
        super(message);
    }
}
