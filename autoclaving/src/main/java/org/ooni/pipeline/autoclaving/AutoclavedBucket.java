package org.ooni.pipeline.autoclaving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.PublishedDirectory;

/**
 * What an autoclaved bucket holds already, held against its cans.
 *
 * @param whole names of files, relative to the root, that the index and the directory agree on
 * @param missing cans, by file name relative to the root, whose file the index does not name or the directory lacks
 * @param lost files that the index names and the directory lacks
 * @param extra files in the directory that the index does not name
 */
record AutoclavedBucket(Set<String> whole, Set<String> missing, Set<String> lost, Set<String> extra) {

    /**
     * @throws BadInputException naming each file whose size is not the index's
     */
    static AutoclavedBucket read(PublishedDirectory directory, Path canIndex) throws IOException {
        Path root = directory.path().getParent();
        Map<String, Long> indexed = directory.isComplete() ? indexed(directory) : Map.of();
        Set<String> extra = new HashSet<>(directory.files());
        Set<String> whole = new HashSet<>();
        Set<String> lost = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Long> file : indexed.entrySet()) {
            Path path = root.resolve(file.getKey());
            extra.remove(path.getFileName().toString());
            if (!Files.isRegularFile(path)) {
                lost.add(file.getKey());
            } else if (Files.size(path) != file.getValue()) {
                wrong.add(new CorruptFileException(path.toString(), 0, "file size", file.getValue(), Files.size(path))
                        .getMessage());
            } else {
                whole.add(file.getKey());
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInputException(String.join("; ", wrong));
        }
        return new AutoclavedBucket(whole, missing(canIndex, whole), lost, extra);
    }

    private static Map<String, Long> indexed(PublishedDirectory directory) throws IOException {
        Map<String, Long> files = new HashMap<>();
        String current = null;
        try (AutoclavedIndex index = AutoclavedIndex.open(directory.index())) {
            for (IndexLine line = index.next(); line != null; line = index.next()) {
                if (line instanceof FileStart start) {
                    current = start.filename();
                } else if (line instanceof FileEnd end) {
                    files.put(current, end.fileSize());
                }
            }
        }
        return files;
    }

    private static Set<String> missing(Path canIndex, Set<String> whole) throws IOException {
        Set<String> missing = new HashSet<>();
        try (CanIndex.Reader cans = CanIndex.open(canIndex)) {
            for (Can can = cans.next(); can != null; can = cans.next()) {
                if (!whole.contains(can.filename())) {
                    missing.add(can.filename());
                }
            }
        }
        return missing;
    }

    /** Whether there is something for {@code --missing} to do. */
    boolean isToBeMended() {
        return !missing.isEmpty() || !lost.isEmpty();
    }

    /** Lost files that no can is there to make again, sorted: the cans were deleted as well. */
    List<String> gone() {
        return lost.stream().filter(file -> !missing.contains(file)).sorted().toList();
    }

    /** Fails where the index names a file that is gone. */
    void requireNothingLost(Path root) throws BadInputException {
        if (!lost.isEmpty()) {
            throw new BadInputException(root + ": named in the index and not on disk: "
                    + String.join(", ", lost.stream().sorted().toList()) + " (--missing makes them again)");
        }
    }

    /**
     * The extra files that an unfinished earlier run left: those that are to be written now.
     *
     * @throws BadInputException naming the others
     */
    Set<String> debris(Path directory) throws BadInputException {
        List<String> foreign = extra.stream()
                .filter(file -> !missing.contains(directory.getFileName() + "/" + file))
                .sorted()
                .toList();
        if (!foreign.isEmpty()) {
            throw new BadInputException(
                    directory + ": files that the index does not name: " + String.join(", ", foreign));
        }
        return extra;
    }
}
