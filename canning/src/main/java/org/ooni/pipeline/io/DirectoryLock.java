package org.ooni.pipeline.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The operating system's lock on one directory below a root: {@code <root>/.pipeline/<name>.lock}.
 *
 * <p>Exclusive for who writes the directory, shared for who reads it. It is gone when the process dies, however it
 * dies. It lies beside the directories and not in them, because a published directory holds just its files
 * (docs/formats.md, "Publication").
 */
public final class DirectoryLock implements Closeable {
    static final String STATE = ".pipeline";

    /**
     * The paths locked by this process, with the number of readers, or -1 for a writer. An operating system's lock
     * belongs to the process, and closing any descriptor of the file drops it, so threads must be kept apart before
     * the file is opened: this registry is as process-wide as what it guards.
     */
    private static final Map<Path, Holder> HELD = new HashMap<>();

    private static final class Holder {
        private FileChannel channel;
        private FileLock lock;
        private int readers;
    }

    private final Path file;

    private DirectoryLock(Path file) {
        this.file = file;
    }

    /** Locks {@code <root>/<name>} for writing, or fails at once with {@link BusyException}. */
    public static DirectoryLock exclusive(Path root, String name) throws IOException {
        Path file = lockFile(root, name);
        synchronized (HELD) {
            if (HELD.containsKey(file)) {
                throw busy(root, name);
            }
            try {
                Files.createDirectories(file.getParent());
                take(file, false, root, name);
            } catch (FileSystemException e) {
                throw new CannotWriteException(file, e);
            }
        }
        return new DirectoryLock(file);
    }

    /**
     * Locks {@code <root>/<name>} for reading, or fails at once with {@link BusyException}. Below a root that this
     * process may not write there is nothing to lock with, and the reader goes on without.
     */
    public static DirectoryLock shared(Path root, String name) throws IOException {
        Path file = lockFile(root, name);
        synchronized (HELD) {
            Holder holder = HELD.get(file);
            if (holder != null && holder.readers < 0) {
                throw busy(root, name);
            }
            if (holder != null) {
                holder.readers++;
                return new DirectoryLock(file);
            }
            try {
                Files.createDirectories(file.getParent());
                take(file, true, root, name);
            } catch (FileSystemException e) {
                if (e instanceof AccessDeniedException || readOnly(e)) {
                    return new DirectoryLock(null);
                }
                throw e;
            }
        }
        return new DirectoryLock(file);
    }

    private static boolean readOnly(FileSystemException e) {
        return e.getReason() != null && e.getReason().contains("Read-only");
    }

    private static void take(Path file, boolean shared, Path root, String name) throws IOException {
        Holder holder = new Holder();
        holder.channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            holder.lock = holder.channel.tryLock(0, Long.MAX_VALUE, shared);
            if (holder.lock == null) {
                throw busy(root, name);
            }
            holder.readers = shared ? 1 : -1;
            HELD.put(file, holder);
            taken = true;
        } finally {
            if (!taken) {
                holder.channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (file == null) {
            return;
        }
        synchronized (HELD) {
            Holder holder = HELD.get(file);
            holder.readers--;
            if (holder.readers > 0) {
                return;
            }
            HELD.remove(file);
            holder.channel.close();
        }
    }

    private static Path lockFile(Path root, String name) throws IOException {
        Path base =
                Files.exists(root) ? root.toRealPath() : root.toAbsolutePath().normalize();
        return base.resolve(STATE).resolve(name + ".lock");
    }

    private static BusyException busy(Path root, String name) {
        return new BusyException("bucket " + name + " is busy: another run works in " + root.resolve(name));
    }
}
