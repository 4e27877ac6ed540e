package org.ooni.pipeline.cli.tick;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.raw.Bucket;

/**
 * Keeps two ticks, or a tick and a rerun, off one bucket, from its first stage to its last:
 * {@code <canned root>/.pipeline/tick-<day>.lock}. The stages have locks of their own, against those who come by another
 * way.
 */
public final class TurnLocks {
    private final Path cannedRoot;

    public TurnLocks(Path cannedRoot) {
        this.cannedRoot = cannedRoot;
    }

    /** @throws org.ooni.pipeline.io.BusyException if somebody else has it */
    public Held take(Bucket bucket) throws IOException {
        return new Held(DirectoryLock.exclusive(cannedRoot, "tick-" + bucket));
    }

    /** A bucket that is ours until this is closed. */
    public record Held(DirectoryLock lock) implements Closeable {
        @Override
        public void close() throws IOException {
            lock.close();
        }
    }
}
