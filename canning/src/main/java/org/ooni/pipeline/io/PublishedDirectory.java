package org.ooni.pipeline.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A directory of files that are written once, and an index that is written last: with an index it is complete, without
 * one it is not, whatever else lies in it (docs/formats.md, "Publication").
 *
 * <p>Holding one means holding its exclusive lock. A complete directory is read-only; it is made writable for the time
 * of a change and closed again with it.
 */
public final class PublishedDirectory implements Closeable {
    public static final String INDEX = "index.json.gz";

    private static final String COMPLETE = "r-xr-xr-x";
    private static final String OPEN = "rwxr-xr-x";

    private final Path root;
    private final String name;
    private final DirectoryLock lock;

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
            if (Files.isDirectory(directory.path())) {
                directory.recover();
            }
            return directory;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Puts right what a run that was killed left behind. */
    private void recover() throws IOException {
        if (Replacement.isUnfinished(root, name)) {
            makeWritable();
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
        }
        return names;
    }

    /** Prepares for writing: creates the directory or opens it, and removes temporary files and {@code debris}. */
    public void beginChange(Set<String> debris) throws IOException {
        try {
            Files.createDirectories(path());
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

    /** Starts a file of this directory. */
    public Publication create(String file) throws IOException {
        return Publication.of(path().resolve(file));
    }

    /** Publishes a finished index, in place of the old one if there is one, and with it everything it names. */
    public void publishIndex(Publication index, FileDigest written) throws IOException {
        if (isComplete()) {
            replace(List.of(new Finished(index, written)));
        } else {
            index.publish(written.size());
        }
    }

    /** A file that is written, and what was written. */
    public record Finished(Publication file, FileDigest written) {}

    /** Puts finished files in the places of published ones, all or none. */
    public void replace(List<Finished> files) throws IOException {
        Replacement replacement = Replacement.in(root, name);
        for (Finished finished : files) {
            replacement.add(finished.file(), finished.written());
        }
        replacement.commit();
    }

    private void makeWritable() throws IOException {
        setPermissions(OPEN);
    }

    private void setPermissions(String permissions) throws IOException {
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(permissions));
    }

    /** Makes the directory read-only if it is complete, and lets it go. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (isComplete()) {
                setPermissions(COMPLETE);
            }
        }
    }
}
