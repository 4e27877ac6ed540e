package org.ooni.pipeline.canning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.RawReport;

/**
 * What a bucket's cans hold already, held against its raw reports.
 *
 * @param arrived raw reports that no can holds, sorted by name
 * @param deleted raw reports that were deleted from the archive, and are not to come back
 * @param highest the highest tar number of each test
 * @param cans how many there are
 * @param extra files in the directory that the index does not name
 */
record CannedBucket(
        List<RawReport> arrived, List<RawReport> deleted, Map<String, Integer> highest, int cans, Set<String> extra) {

    /**
     * Reads the index, if there is one, and compares it with the directory and the raw reports.
     *
     * @throws BadInputException naming every can that is missing or of another size, and every report that changed
     */
    static CannedBucket read(PublishedDirectory directory, List<RawReport> present, DeletedReports gone)
            throws IOException {
        Map<Boolean, List<RawReport>> byFate = present.stream()
                .collect(Collectors.partitioningBy(report -> gone.contains(
                        directory.path().getFileName() + "/" + report.name().file())));
        List<RawReport> deleted = byFate.get(true);
        List<RawReport> raw = byFate.get(false);
        if (!directory.isComplete()) {
            return new CannedBucket(raw, deleted, Map.of(), 0, directory.files());
        }
        Map<String, RawReport> arrived = new HashMap<>();
        raw.forEach(report -> arrived.put(report.name().file(), report));
        Map<String, Integer> highest = new HashMap<>();
        Set<String> extra = new HashSet<>(directory.files());
        List<String> wrong = new ArrayList<>();
        int cans = 0;
        try (CanIndex.Reader index = CanIndex.open(directory.index())) {
            for (Can can = index.next(); can != null; can = index.next()) {
                cans++;
                checkFile(directory.path(), can, wrong);
                checkReports(can, arrived, wrong);
                extra.remove(can.basename());
                PackPlan.TarNumber tar = PackPlan.TarNumber.parse(can.basename());
                if (tar != null) {
                    highest.merge(tar.test(), tar.number(), Math::max);
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInputException(String.join("; ", wrong));
        }
        List<RawReport> rest = raw.stream()
                .filter(report -> arrived.containsKey(report.name().file()))
                .toList();
        return new CannedBucket(rest, deleted, highest, cans, extra);
    }

    private static void checkFile(Path directory, Can can, List<String> wrong) throws IOException {
        Path file = directory.resolve(can.basename());
        if (!can.filename().equals(directory.getFileName() + "/" + can.basename())) {
            wrong.add(directory + ": the index names a file of another bucket: " + can.filename());
        } else if (!Files.isRegularFile(file)) {
            wrong.add(file + ": named in the index and not on disk");
        } else if (Files.size(file) != can.file().size()) {
            wrong.add(file + ": file size: expected " + can.file().size() + ", got " + Files.size(file));
        }
    }

    private static void checkReports(Can can, Map<String, RawReport> arrived, List<String> wrong) {
        for (CannedText text : can.reports()) {
            RawReport report =
                    arrived.remove(text.textname().substring(text.textname().indexOf('/') + 1));
            if (report != null && report.size() != text.digest().size()) {
                wrong.add("report " + text.textname() + " has changed since it was canned: it had "
                        + text.digest().size() + " bytes, now it has " + report.size());
            }
        }
    }

    /**
     * The extra files that an unfinished earlier run left: those that {@code plan} writes anew, and those that a run
     * over fewer of the same reports would have written.
     *
     * @throws BadInputException naming the files that are neither
     */
    Set<String> debris(Path directory, List<CanPlan> plan) throws BadInputException {
        Set<String> names = new HashSet<>();
        Map<String, Integer> perTest = new HashMap<>();
        List<RawReport> once = new ArrayList<>(arrived);
        once.addAll(deleted);
        for (RawReport report : once) {
            names.add(CanPlan.asIs(report).file());
            perTest.merge(report.name().testName(), 1, Integer::sum);
        }
        plan.forEach(can -> names.add(can.file()));
        List<String> foreign = extra.stream()
                .filter(file -> !names.contains(file) && !isLaterTar(file, perTest))
                .sorted()
                .toList();
        if (!foreign.isEmpty()) {
            throw new BadInputException(
                    directory + ": files that are no cans of this bucket: " + String.join(", ", foreign));
        }
        return extra;
    }

    /** Whether {@code file} may be a tar of some of the reports that arrived: each tar has one of them at least. */
    private boolean isLaterTar(String file, Map<String, Integer> perTest) {
        PackPlan.TarNumber tar = PackPlan.TarNumber.parse(file);
        if (tar == null) {
            return false;
        }
        int later = tar.number() - highest.getOrDefault(tar.test(), -1);
        return later > 0 && later <= perTest.getOrDefault(tar.test(), 0);
    }
}
