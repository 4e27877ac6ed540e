package org.ooni.pipeline.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Holds a published directory against what its index names, by names and sizes. Temporary files are debris of a run
 * that was killed, which the next one removes, and no damage. Not thread-safe.
 */
public final class DirectoryProof {
    private final Path directory;
    private final Consumer<? super Finding> findings;
    private final Set<String> unnamed;

    private DirectoryProof(Path directory, Set<String> files, Consumer<? super Finding> findings) {
        this.directory = directory;
        this.unnamed = files;
        this.findings = findings;
    }

    public static DirectoryProof of(Path directory, Consumer<? super Finding> findings) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name ->
                            !name.equals(PublishedDirectory.INDEX) && !name.startsWith(Publication.TEMPORARY_PREFIX))
                    .forEach(names::add);
        } catch (UncheckedIOException e) {
            throw BadInputException.unreadable("directory " + directory, e.getCause());
        } catch (IOException e) {
            throw BadInputException.unreadable("directory " + directory, e);
        }
        return new DirectoryProof(directory, names, findings);
    }

    /** Takes a file that the index names, relative to the root, with its size. */
    public void file(String filename, long size) throws IOException {
        String name = filename.substring(filename.indexOf('/') + 1);
        Path path = directory.resolve(name);
        if (!filename.equals(directory.getFileName() + "/" + name)) {
            findings.accept(Finding.of(
                    directory.resolve(PublishedDirectory.INDEX).toString(),
                    "names a file of another bucket: " + filename));
            return;
        }
        unnamed.remove(name);
        try {
            BasicFileAttributes found =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile()) {
                findings.accept(Finding.of(path.toString(), "not a regular file"));
            } else if (found.size() != size) {
                findings.accept(
                        Finding.of(path.toString(), Math.min(size, found.size()), "file size", size, found.size()));
            }
        } catch (NoSuchFileException e) {
            findings.accept(Finding.of(path.toString(), "named in the index and not on disk"));
        }
    }

    /** After the last file of the index: what it does not name. */
    public void end() {
        unnamed.forEach(name ->
                findings.accept(Finding.of(directory.resolve(name).toString(), "a file that the index does not name")));
    }
}
