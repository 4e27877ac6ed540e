package org.ooni.pipeline.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operating system's lock on one directory below a root: {@code <root>/.pipeline/<name>.lock}.
 *
 * <p>Exclusive for who writes the directory, shared for who reads it. It is gone when the process dies, however it
 * dies. It lies beside the directories and not in them, because a published directory holds just its files
 * (docs/formats.md, "Publication").
 */
public final class DirectoryLock implements Closeable {
    static final String STATE = ".pipeline";

    private static final String SUFFIX = ".lock";
    private static final Set<StandardOpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final Set<StandardOpenOption> READ_WRITE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    /**
     * The paths locked by this process, with the number of readers, or -1 for a writer. An operating system's lock
     * belongs to the process, and closing any descriptor of the file drops it, so threads must be kept apart before
     * the file is opened: this registry is as process-wide as what it guards.
     */
    private static final Map<Path, Holder> HELD = new HashMap<>();

    private static final class Holder {
        /** Closing it gives up the lock. */
        private final FileChannel channel;

        private int readers;

        Holder(FileChannel channel, int readers) {
            this.channel = channel;
            this.readers = readers;
        }
    }

    /** What to release; null when there is nothing, or no longer. */
    private Path file;

    private DirectoryLock(Path file) {
        this.file = file;
    }

    /** Where locks, journals and records about the directories of {@code root} lie. */
    public static Path state(Path root) {
        return root.resolve(STATE);
    }

    /** Locks {@code <root>/<name>} for writing, or fails at once with {@link BusyException}. Creates the root. */
    public static DirectoryLock exclusive(Path root, String name) throws IOException {
        Path state = root.resolve(STATE);
        synchronized (HELD) {
            try {
                Files.createDirectories(state);
                Path file = lockFile(root, name);
                if (HELD.containsKey(file)) {
                    throw busy(root, name);
                }
                return take(file, false, READ_WRITE).orElseThrow(() -> busy(root, name));
            } catch (FileSystemException e) {
                throw new CannotWriteException(state.resolve(name + SUFFIX), e);
            }
        }
    }

    /**
     * Locks {@code <root>/<name>} for reading, or fails at once with {@link BusyException}. Without a root there is
     * nothing to lock, and where this process may not even create a lock file there is nothing to lock with: then the
     * reader goes on without.
     */
    public static DirectoryLock shared(Path root, String name) throws IOException {
        if (!Files.isDirectory(root)) {
            return new DirectoryLock(null);
        }
        Path file = lockFile(root, name);
        synchronized (HELD) {
            Holder holder = HELD.get(file);
            if (holder == null) {
                return takeShared(file).orElseThrow(() -> busy(root, name));
            }
            if (holder.readers < 0) {
                throw busy(root, name);
            }
            holder.readers++;
            return new DirectoryLock(file);
        }
    }

    private static Optional<DirectoryLock> takeShared(Path file) throws IOException {
        try {
            Files.createDirectories(file.getParent());
            return take(file, true, READ_WRITE);
        } catch (FileSystemException e) {
            if (mayWrite(file)) {
                throw e;
            }
            // The archive is another user's: its lock file can be locked for reading if it is there.
            return Files.isReadable(file) ? take(file, true, READ) : Optional.of(new DirectoryLock(null));
        }
    }

    private static boolean mayWrite(Path file) {
        Path nearest = file;
        while (!Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        return Files.isWritable(nearest);
    }

    /** Opens and locks {@code file}; empty when another process holds it. */
    private static Optional<DirectoryLock> take(Path file, boolean shared, Set<StandardOpenOption> how)
            throws IOException {
        FileChannel channel = FileChannel.open(file, how);
        FileLock lock = null;
        try {
            lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            return Optional.empty();
        }
        HELD.put(file, new Holder(channel, shared ? 1 : -1));
        return Optional.of(new DirectoryLock(file));
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            Holder holder = file == null ? null : HELD.get(file);
            if (holder != null && --holder.readers <= 0) {
                HELD.remove(file);
                holder.channel.close();
            }
            file = null;
        }
    }

    /** One path for one file, by whatever links the root was reached. */
    private static Path lockFile(Path root, String name) throws IOException {
        return root.toRealPath().resolve(STATE).resolve(name + SUFFIX);
    }

    private static BusyException busy(Path root, String name) {
        return new BusyException("bucket " + name + " is busy: another run works in " + root.resolve(name));
    }
}
