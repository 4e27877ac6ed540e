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
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.PublishedDirectory;

/**
 * What an autoclaved bucket holds already, held against its cans.
 *
 * @param whole names of files, relative to the root, that the index and the directory agree on
 * @param missing cans, by file name relative to the root, whose file the index does not name or the directory lacks
 * @param stale whole files with a report that must not be published, or without one of their can that is to be
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

    /**
     * What the index says of a file.
     *
     * @param deleted whether it has reports that were deleted
     * @param held whether it has reports that are to be held back
     * @param others whether it has others
     */
    private record Indexed(long size, ReportSum reports, boolean deleted, boolean held, boolean others) {
        private static final Indexed NOTHING = new Indexed(0, ReportSum.NOTHING, false, false, false);

        Indexed with(String textname, Unpublished unpublished) {
            boolean isDeleted = unpublished.deleted().contains(textname);
            boolean isHeld = unpublished.held().contains(textname);
            return new Indexed(
                    size, reports.plus(textname), deleted | isDeleted, held | isHeld, others | !(isDeleted | isHeld));
        }

        Indexed ofSize(long bytes) {
            return new Indexed(bytes, reports, deleted, held, others);
        }
    }

    /**
     * @throws BadInputException naming each file whose size is not the index's
     */
    static AutoclavedBucket read(PublishedDirectory directory, Path canIndex, Unpublished unpublished)
            throws IOException {
        Path root = directory.path().getParent();
        Map<String, Indexed> indexed = directory.isComplete() ? indexed(directory, unpublished) : Map.of();
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
        bucket.compare(directory, canIndex, indexed, unpublished);
        return bucket;
    }

    private static Map<String, Indexed> indexed(PublishedDirectory directory, Unpublished unpublished)
            throws IOException {
        Map<String, Indexed> files = new HashMap<>();
        String current = null;
        Indexed file = Indexed.NOTHING;
        try (AutoclavedIndex index = AutoclavedIndex.open(directory.index())) {
            for (IndexLine line = index.next(); line != null; line = index.next()) {
                if (line instanceof FileStart start) {
                    current = start.filename();
                    file = Indexed.NOTHING;
                } else if (line instanceof ReportStart report) {
                    file = file.with(report.textname(), unpublished);
                } else if (line instanceof FileEnd end) {
                    files.put(current, file.ofSize(end.fileSize()));
                }
            }
        }
        return files;
    }

    /** Fills what depends on the cans. */
    private void compare(
            PublishedDirectory directory, Path canIndex, Map<String, Indexed> indexed, Unpublished unpublished)
            throws IOException {
        withoutCan.addAll(whole);
        Map<String, Set<String>> doubtful = new HashMap<>();
        try (CanIndex.Reader cans = CanIndex.open(canIndex)) {
            for (Can can = cans.next(); can != null; can = cans.next()) {
                withoutCan.remove(can.filename());
                Indexed found = indexed.get(can.filename());
                if (!whole.contains(can.filename())) {
                    missing.add(can.filename());
                } else if (found.deleted() || found.held()) {
                    stale.add(can.filename());
                } else if (!found.reports().equals(ReportSum.of(wanted(can, unpublished)))) {
                    doubtful.put(can.filename(), new HashSet<>(wanted(can, unpublished)));
                }
            }
        }
        addLacking(directory, doubtful);
        for (String file : withoutCan) {
            Indexed found = indexed.get(file);
            // A file whose reports were all held back has none that could be known as deleted.
            if (!found.others() && (found.deleted() || unpublished.deleted().hadCan(file))) {
                orphaned.add(file);
            }
        }
    }

    private static List<String> wanted(Can can, Unpublished unpublished) {
        return can.reports().stream()
                .map(CannedText::textname)
                .filter(textname -> !unpublished.contains(textname))
                .toList();
    }

    /**
     * Adds files to the stale ones that lack a report. One that has more than its can lost nothing by it, and is left
     * alone.
     *
     * @param wanted reports by file; those that are found are removed
     */
    private void addLacking(PublishedDirectory directory, Map<String, Set<String>> wanted) throws IOException {
        if (wanted.isEmpty()) {
            return;
        }
        try (AutoclavedIndex index = AutoclavedIndex.open(directory.index())) {
            Set<String> left = Set.of();
            for (IndexLine line = index.next(); line != null; line = index.next()) {
                if (line instanceof FileStart start) {
                    left = wanted.getOrDefault(start.filename(), new HashSet<>());
                } else if (line instanceof ReportStart report) {
                    left.remove(report.textname());
                }
            }
        }
        wanted.forEach((file, left) -> {
            if (!left.isEmpty()) {
                stale.add(file);
            }
        });
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
