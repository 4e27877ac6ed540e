package org.ooni.pipeline.cli.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A lock between processes; the operating system drops it when its process ends, however that happens.
 *
 * <p>POSIX forgets all locks of a process on a file when the process closes that file once, so a file is opened
 * here only once at a time.
 */
final class OsLock implements AutoCloseable {
    private static final long POLL_MILLIS = 20;

    private final FileChannel channel;
    private FileLock held;

    private OsLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until nobody else holds the file in any way. */
    static OsLock exclusive(Path file) throws IOException {
        return acquired(file, false);
    }

    /** Waits until nobody else holds the file exclusively. */
    static OsLock shared(Path file) throws IOException {
        return acquired(file, true);
    }

    private static OsLock acquired(Path file, boolean shared) throws IOException {
        OsLock lock = new OsLock(FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                ServerHome.OWNER_ONLY));
        try {
            while (!lock.tryLock(shared)) {
                Thread.sleep(POLL_MILLIS);
            }
            return lock;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        } catch (InterruptedException e) {
            lock.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + file, e);
        }
    }

    /** Gives up this share and takes the whole, unless somebody else still has a share. */
    boolean tryExclusive() throws IOException {
        held.release();
        held = null;
        return tryLock(false);
    }

    private boolean tryLock(boolean shared) throws IOException {
        held = channel.tryLock(0, Long.MAX_VALUE, shared);
        return held != null;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
