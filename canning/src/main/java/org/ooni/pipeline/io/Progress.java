package org.ooni.pipeline.io;

/** Told of bytes of input as they are done with. Called from any thread; must be quick. */
@FunctionalInterface
public interface Progress {
    void advance(long bytes);

    /** For callers that show nothing. */
    Progress NONE = bytes -> {};
}
