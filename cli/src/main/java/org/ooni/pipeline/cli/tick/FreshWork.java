package org.ooni.pipeline.cli.tick;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.DirectoryLock;

/**
 * Tells those who make old things again that ticks are working on fresh data, which goes first: a lock, {@code <canned
 * root>/.pipeline/fresh.lock}, that each such tick shares.
 */
public final class FreshWork {
    private static final String LOCK = "fresh";
    private static final int ATTEMPTS = 50;
    private static final int PAUSE_MILLIS = 10;

    private final Path cannedRoot;

    public FreshWork(Path cannedRoot) {
        this.cannedRoot = cannedRoot;
    }

    /** Fresh data are worked on until this is ended or closed. */
    public record Announced(Optional<DirectoryLock> lock) implements Closeable {
        void end() throws IOException {
            if (lock.isPresent()) {
                lock.get().close();
            }
        }

        @Override
        public void close() throws IOException {
            end();
        }
    }

    /** Never refuses: who asks whether there is fresh work holds the lock for an instant, and is waited for. */
    public Announced announce() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return new Announced(Optional.of(DirectoryLock.shared(cannedRoot, LOCK)));
            } catch (BusyException somebodyIsAsking) {
                pause();
            }
        }
        return new Announced(Optional.empty());
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Whether a tick is working on fresh data just now. */
    public boolean isGoingOn() throws IOException {
        try {
            DirectoryLock.exclusive(cannedRoot, LOCK).close();
            return false;
        } catch (BusyException e) {
            return true;
        }
    }
}
