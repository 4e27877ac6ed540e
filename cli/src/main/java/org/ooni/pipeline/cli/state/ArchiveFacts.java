package org.ooni.pipeline.cli.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.centrifugation.KnownBucket;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.io.Sha1;

/**
 * What an autoclaved bucket's index says, held against its directory.
 *
 * @param bytes of the files
 * @param names digest of the files' names and numbers of reports, with those that are held back, as their cans have
 * @param content digest of names and digests, comparable with that of the database
 */
record ArchiveFacts(int files, long bytes, String names, String content) {
    static final ArchiveFacts NONE =
            new ArchiveFacts(0, 0, NameDigest.of(new TreeMap<>()), KnownBucket.digest(new TreeMap<>()));

    /** All that was read: numbers of reports, with those that are held back, by name of file, and what is wrong. */
    record Reading(ArchiveFacts facts, TreeMap<String, Integer> reports, List<Trouble> troubles) {
        static Reading nothing() {
            return new Reading(NONE, new TreeMap<>(), List.of());
        }
    }

    static Reading read(Path directory, HeldReports held) throws IOException {
        TreeMap<String, Long> files = new TreeMap<>();
        TreeMap<String, Integer> reports = new TreeMap<>();
        TreeMap<String, Sha1> digests = new TreeMap<>();
        Map<String, Integer> heldOf = new HashMap<>();
        held.reports().values().forEach(report -> heldOf.merge(report.filename(), 1, Integer::sum));
        String current = null;
        try (AutoclavedIndex index = AutoclavedIndex.open(directory.resolve(PublishedDirectory.INDEX))) {
            for (IndexLine line = index.next(); line != null; line = index.next()) {
                if (line instanceof FileStart start) {
                    current = start.filename();
                    reports.put(basename(current), heldOf.getOrDefault(current, 0));
                } else if (line instanceof ReportStart) {
                    reports.merge(basename(current), 1, Integer::sum);
                } else if (line instanceof FileEnd end) {
                    files.put(basename(current), end.fileSize());
                    digests.put(current, end.digest().sha1());
                }
            }
        }
        long bytes = files.values().stream().mapToLong(Long::longValue).sum();
        ArchiveFacts facts = new ArchiveFacts(files.size(), bytes, NameDigest.of(reports), KnownBucket.digest(digests));
        return new Reading(facts, reports, DirectoryTroubles.of(directory, files));
    }

    private static String basename(String filename) {
        return filename.substring(filename.indexOf('/') + 1);
    }
}
