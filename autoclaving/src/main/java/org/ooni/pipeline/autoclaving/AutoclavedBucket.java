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
import java.util.TreeSet;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.PublishedDirectory;

/**
 * What an autoclaved bucket holds already, held against its cans.
 *
 * @param whole names of files, relative to the root, that the index and the directory agree on
 * @param missing cans, by file name relative to the root, whose file the index does not name or the directory lacks
 * @param stale whole files with a report that was deleted from their can, or without one that was added to it
 * @param withoutCan whole files whose can is gone
 * @param orphaned those of them whose reports were all deleted
 * @param lost files that the index names and the directory lacks
 * @param extra files in the directory that the index does not name
 */
record AutoclavedBucket(
        Set<String> whole,
        Set<String> missing,
        Set<String> stale,
        Set<String> withoutCan,
        Set<String> orphaned,
        Set<String> lost,
        Set<String> extra) {

    /** What the index says of a file: its size, which reports in it were deleted, and how many others it has. */
    private record Indexed(long size, Set<String> deleted, int others) {}

    /**
     * @throws BadInputException naming each file whose size is not the index's
     */
    static AutoclavedBucket read(PublishedDirectory directory, Path canIndex, DeletedReports deleted)
            throws IOException {
        Path root = directory.path().getParent();
        Map<String, Indexed> indexed = directory.isComplete() ? indexed(directory, deleted) : Map.of();
        Set<String> extra = new HashSet<>(directory.files());
        Set<String> whole = new HashSet<>();
        Set<String> lost = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Indexed> file : indexed.entrySet()) {
            Path path = root.resolve(file.getKey());
            extra.remove(path.getFileName().toString());
            if (!Files.isRegularFile(path)) {
                lost.add(file.getKey());
            } else if (Files.size(path) != file.getValue().size()) {
                long expected = file.getValue().size();
                wrong.add(new CorruptFileException(path.toString(), 0, "file size", expected, Files.size(path))
                        .getMessage());
            } else {
                whole.add(file.getKey());
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInputException(String.join("; ", wrong));
        }
        AutoclavedBucket bucket = new AutoclavedBucket(
                whole, new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), lost, extra);
        bucket.compare(canIndex, indexed);
        return bucket;
    }

    private static Map<String, Indexed> indexed(PublishedDirectory directory, DeletedReports deletedReports)
            throws IOException {
        Map<String, Indexed> files = new HashMap<>();
        String current = null;
        Set<String> deleted = new HashSet<>();
        int others = 0;
        try (AutoclavedIndex index = AutoclavedIndex.open(directory.index())) {
            for (IndexLine line = index.next(); line != null; line = index.next()) {
                if (line instanceof FileStart start) {
                    current = start.filename();
                    deleted = new HashSet<>();
                    others = 0;
                } else if (line instanceof ReportStart report && deletedReports.contains(report.textname())) {
                    deleted.add(report.textname());
                } else if (line instanceof ReportStart) {
                    others++;
                } else if (line instanceof FileEnd end) {
                    files.put(current, new Indexed(end.fileSize(), deleted, others));
                }
            }
        }
        return files;
    }

    /** Fills what depends on the cans. A deleted report that is still in its can is not missed: it would come back. */
    private void compare(Path canIndex, Map<String, Indexed> indexed) throws IOException {
        withoutCan.addAll(whole);
        try (CanIndex.Reader cans = CanIndex.open(canIndex)) {
            for (Can can = cans.next(); can != null; can = cans.next()) {
                withoutCan.remove(can.filename());
                if (!whole.contains(can.filename())) {
                    missing.add(can.filename());
                    continue;
                }
                Indexed file = indexed.get(can.filename());
                Set<String> deleted = new HashSet<>(file.deleted());
                can.reports().forEach(report -> deleted.remove(report.textname()));
                // Cans lose reports by deletion alone, so one that has more than its file has got some.
                boolean added = can.reports().size() > file.deleted().size() + file.others();
                if (added || !deleted.isEmpty()) {
                    stale.add(can.filename());
                }
            }
        }
        for (String file : withoutCan) {
            Indexed found = indexed.get(file);
            if (!found.deleted().isEmpty() && found.others() == 0) {
                orphaned.add(file);
            }
        }
    }

    /** How many files are not as their cans say. */
    int behind() {
        return missing.size() + stale.size() + orphaned.size();
    }

    /** Lost files that no can is there to make again, sorted: the cans were deleted as well. */
    Set<String> gone() {
        Set<String> gone = new TreeSet<>(lost);
        gone.removeAll(missing);
        return gone;
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
