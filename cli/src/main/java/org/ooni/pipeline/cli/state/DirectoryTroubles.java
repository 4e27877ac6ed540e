package org.ooni.pipeline.cli.state;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.io.PublishedDirectory;

/** Holds a published directory's names and sizes against its index. */
final class DirectoryTroubles {
    private DirectoryTroubles() {}

    /**
     * @param indexed sizes by name
     * @return each file that is missing, of another size, or not in the index
     */
    static List<Trouble> of(Path directory, Map<String, Long> indexed) throws IOException {
        List<Trouble> troubles = new ArrayList<>();
        Map<String, Long> missing = new TreeMap<>(indexed);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.equals(PublishedDirectory.INDEX) && !name.startsWith(Publication.TEMPORARY_PREFIX)) {
                    compare(entry, missing.remove(name)).ifPresent(troubles::add);
                }
            }
        }
        missing.keySet()
                .forEach(name -> troubles.add(
                        Trouble.disagreeing(directory.resolve(name) + ": named in the index and not on disk")));
        return troubles;
    }

    private static Optional<Trouble> compare(Path file, Long expected) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (expected == null) {
            return Optional.of(Trouble.disagreeing(file + ": not in the index"));
        }
        return found.isRegularFile() && found.size() == expected
                ? Optional.empty()
                : Optional.of(
                        Trouble.disagreeing(file + ": file size: expected " + expected + ", got " + found.size()));
    }

    /** A directory that was complete and has lost its index: only complete ones are read-only. */
    static List<Trouble> ofIndexless(Path directory) throws IOException {
        return Files.isDirectory(directory) && !isWritable(directory)
                ? List.of(Trouble.bad(directory + ": was complete and has lost its " + PublishedDirectory.INDEX))
                : List.of();
    }

    /** As directories are that a run changes; those that are complete are read-only. */
    static boolean isWritable(Path directory) throws IOException {
        return Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OWNER_WRITE);
    }
}
