package org.ooni.pipeline.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A directory of files that are written once, and an index that is written last: with an index it is complete, without
 * one it is not, whatever else lies in it (docs/formats.md, "Publication").
 *
 * <p>Holding one means holding its exclusive lock. A complete directory is read-only; it is made writable for the time
 * of a change and closed again with it. If the change was not finished, because the run failed or was killed, it stays
 * writable: there may be files that the index does not name.
 */
public final class PublishedDirectory implements Closeable {
    public static final String INDEX = "index.json.gz";

    private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> WRITE = PosixFilePermissions.fromString("-w--w--w-");

    private final Path root;
    private final String name;
    private final DirectoryLock lock;
    private final Set<Path> unnamed = ConcurrentHashMap.newKeySet();

    private PublishedDirectory(Path root, String name, DirectoryLock lock) {
        this.root = root;
        this.name = name;
        this.lock = lock;
    }

    /**
     * Takes {@code <root>/<name>}, which need not exist yet, and first completes what a journal of an earlier run says.
     */
    public static PublishedDirectory open(Path root, String name) throws IOException {
        DirectoryLock lock = DirectoryLock.exclusive(root, name);
        try {
            PublishedDirectory directory = new PublishedDirectory(root, name, lock);
            directory.recover();
            return directory;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Locks {@code <root>/<name>} for reading, which need not exist. What a journal of an earlier run says is completed
     * first: between its renames index and files disagree.
     *
     * @throws BusyException if another run works there, or there is a journal and this process may not write
     */
    public static DirectoryLock read(Path root, String name) throws IOException {
        DirectoryLock lock = DirectoryLock.shared(root, name);
        while (isHalfReplaced(root, name)) {
            lock.close();
            try {
                open(root, name).close();
            } catch (CannotWriteException e) {
                throw new BusyException("bucket " + name + " is busy: a run was interrupted while it replaced files of "
                        + root.resolve(name) + ", and one that may write there completes it");
            }
            lock = DirectoryLock.shared(root, name);
        }
        return lock;
    }

    /** Whether a run that was killed left files half replaced; whoever opens or reads the directory completes it. */
    public static boolean isHalfReplaced(Path root, String name) {
        return Replacement.isUnfinished(root, name);
    }

    /** Puts right what a run that was killed left behind. */
    private void recover() throws IOException {
        if (Replacement.isUnfinished(root, name)) {
            if (Files.isDirectory(path())) {
                makeWritable();
            }
            Replacement.recover(root, name);
        }
        if (!temporaryFiles().isEmpty()) {
            beginChange(Set.of());
        }
    }

    private Set<String> temporaryFiles() throws IOException {
        return names(n -> n.startsWith(Publication.TEMPORARY_PREFIX));
    }

    public Path path() {
        return root.resolve(name);
    }

    public Path index() {
        return path().resolve(INDEX);
    }

    public boolean isComplete() {
        return Files.exists(index());
    }

    /** The names of everything in the directory but its index and temporary files, in byte order. */
    public Set<String> files() throws IOException {
        return names(n -> !n.equals(INDEX) && !n.startsWith(Publication.TEMPORARY_PREFIX));
    }

    private Set<String> names(Predicate<String> wanted) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> entries = Files.list(path())) {
            entries.map(p -> p.getFileName().toString()).filter(wanted).forEach(names::add);
        } catch (NoSuchFileException e) {
            return names;
        } catch (FileSystemException e) {
            throw BadInputException.unreadable("directory " + path(), e);
        } catch (UncheckedIOException e) {
            throw BadInputException.unreadable("directory " + path(), e.getCause());
        }
        return names;
    }

    /**
     * Prepares for writing: creates the directory or opens it, and removes temporary files and {@code debris}.
     *
     * @throws BadInputException if the directory was complete once and its index is gone: then it is not debris that
     *     lies in it, and its source may be gone, too
     */
    public void beginChange(Set<String> debris) throws IOException {
        if (!debris.isEmpty() && !isComplete() && isSealed()) {
            throw new BadInputException(path() + " was complete and has lost its " + INDEX
                    + ": bring the index back, or remove the directory to have it made again");
        }
        try {
            if (!Files.isDirectory(path())) {
                Files.createDirectory(path());
            }
            // Makes the names of the directory and of its journal's directory as durable as what is in them.
            Publication.syncDirectory(root);
            makeWritable();
            for (String file : temporaryFiles()) {
                Files.delete(path().resolve(file));
            }
            for (String file : debris) {
                Files.delete(path().resolve(file));
            }
        } catch (FileSystemException e) {
            throw new CannotWriteException(path(), e);
        }
    }

    /**
     * Moves a file, or the whole directory if {@code file} is empty, out of the way and keeps it:
     * {@code <root>/.pipeline/damaged/<name>.<n>/}. To be done between {@link #beginChange} and closing.
     *
     * @return where it is now
     */
    public Path moveAside(String file) throws IOException {
        Path damaged = root.resolve(DirectoryLock.STATE).resolve("damaged");
        Path from = path().resolve(file);
        try {
            Files.createDirectories(damaged);
            Path to = file.isEmpty() ? free(damaged, "") : free(damaged, file).resolve(file);
            Files.createDirectories(to.getParent());
            return Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw new CannotWriteException(from, e);
        }
    }

    private Path free(Path damaged, String file) {
        int n = 1;
        while (Files.exists(damaged.resolve(name + "." + n).resolve(file), LinkOption.NOFOLLOW_LINKS)) {
            n++;
        }
        return damaged.resolve(name + "." + n);
    }

    /** Starts a file of this directory, which the index does not name yet. */
    public Publication create(String file) throws IOException {
        Path target = path().resolve(file);
        if (!file.equals(INDEX) && !Files.exists(target)) {
            unnamed.add(target);
        }
        return restore(file);
    }

    /** Starts a file of this directory, which the index names. */
    public Publication restore(String file) throws IOException {
        return Publication.of(path().resolve(file));
    }

    /** Publishes a finished index, in place of the old one if there is one, and with it everything it names. */
    public void publishIndex(Publication index, FileDigest written) throws IOException {
        if (isComplete()) {
            replace(List.of(new Finished(index, written)));
        } else {
            index.publish(written.size());
            unnamed.clear();
        }
    }

    /** A file that is written, and what was written. */
    public record Finished(Publication file, FileDigest written) {}

    /** Syncs a file that is written and lets go of it, until {@link #replace} gives it its name. */
    public Finished finish(Publication file, FileDigest written) throws IOException {
        file.handOver(written.size());
        return new Finished(file, written);
    }

    /** Puts finished files in the places of published ones, all or none. */
    void replace(List<Finished> files) throws IOException {
        replace(files, Set.of());
    }

    /**
     * Puts finished files in the places of published ones, and removes others, all or none. A published file whose bytes
     * are the finished one's stays as it is.
     *
     * @param removed names of published files
     * @return names of the files that were put in place
     */
    public Set<String> replace(List<Finished> files, Set<String> removed) throws IOException {
        Replacement replacement = Replacement.in(root, name);
        Set<String> replaced = new TreeSet<>();
        for (Finished finished : files) {
            if (replacement.add(finished.file(), finished.written())) {
                replaced.add(finished.file().target().getFileName().toString());
            }
        }
        for (String file : removed) {
            replacement.remove(path().resolve(file));
        }
        replacement.commit();
        unnamed.clear();
        return replaced;
    }

    /** Lets this user write; an incomplete directory is nobody's yet, so its other permissions are ours to set. */
    private boolean isSealed() throws IOException {
        return Files.isDirectory(path())
                && !Files.getPosixFilePermissions(path()).contains(PosixFilePermission.OWNER_WRITE);
    }

    private void makeWritable() throws IOException {
        Set<PosixFilePermission> permissions = isComplete() ? Files.getPosixFilePermissions(path()) : OPEN;
        Set<PosixFilePermission> writable = EnumSet.copyOf(permissions);
        writable.add(PosixFilePermission.OWNER_WRITE);
        Files.setPosixFilePermissions(path(), writable);
    }

    /** Takes all permissions to write from the directory and what is in it, touching only what has some. */
    private void seal() throws IOException {
        for (String file : names(n -> true)) {
            if (Files.isRegularFile(path().resolve(file), LinkOption.NOFOLLOW_LINKS)) {
                seal(path().resolve(file));
            }
        }
        seal(path());
    }

    private static void seal(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (permissions.removeAll(WRITE)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    /** Makes the directory and its files read-only if it is complete and has no others, and lets it go. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (isComplete() && unnamed.stream().noneMatch(Files::exists)) {
                seal();
            }
        }
    }
}
