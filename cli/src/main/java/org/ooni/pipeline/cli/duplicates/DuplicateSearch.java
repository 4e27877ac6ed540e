package org.ooni.pipeline.cli.duplicates;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.metadb.ReportContent;
import org.ooni.pipeline.raw.Bucket;

/**
 * Finds reports that lie in cans under several names: by the beginnings of their digests in all buckets, by digest and
 * size in the indexes of those that have one in common, and by SHA-512 in the cans. Deleted and empty reports are none.
 */
final class DuplicateSearch {
    private final Path cannedRoot;
    private final KnownContents known;

    /** What is known of reports without reading them. */
    @FunctionalInterface
    interface KnownContents {
        /** By name, of those of these names that are known. */
        Map<String, ReportContent> of(Collection<String> textnames) throws SQLException;
    }

    DuplicateSearch(Path cannedRoot, KnownContents known) {
        this.cannedRoot = cannedRoot;
        this.known = known;
    }

    /** All buckets that are canned to their end. */
    SortedMap<Bucket, IndexStamp> stamps() throws IOException {
        SortedMap<Bucket, IndexStamp> stamps = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(cannedRoot, "[0-9]*")) {
            for (Path entry : entries) {
                add(entry.getFileName().toString(), stamps);
            }
        } catch (NoSuchFileException nothingCanned) {
            return stamps;
        }
        return stamps;
    }

    private void add(String name, SortedMap<Bucket, IndexStamp> stamps) throws IOException {
        try {
            Bucket bucket = Bucket.parse(name);
            IndexStamp.of(cannedRoot, bucket).ifPresent(stamp -> stamps.put(bucket, stamp));
        } catch (IllegalArgumentException noBucket) {
            return;
        }
    }

    /** Looks for the reports of {@code wanted} in all buckets. */
    Found find(Set<Bucket> wanted) throws IOException, SQLException {
        SortedMap<Bucket, IndexStamp> stamps = stamps();
        SortedMap<Bucket, IndexStamp> compared = new TreeMap<>(stamps);
        compared.keySet().retainAll(wanted);
        SortedMap<Bucket, IOException> troubles = new TreeMap<>();
        if (compared.isEmpty()) {
            return new Found(Map.of(), compared, troubles);
        }
        PrefixFile.removeLeftovers(cannedRoot);
        SortedMap<Bucket, PrefixFile> files = new TreeMap<>();
        for (Map.Entry<Bucket, IndexStamp> bucket : stamps.entrySet()) {
            attempt(
                    bucket.getKey(),
                    troubles,
                    () -> files.put(bucket.getKey(), PrefixFile.of(cannedRoot, bucket.getKey(), bucket.getValue())));
        }
        Map<FileDigest, SortedMap<String, Bucket>> candidates = candidates(files, compared.keySet(), troubles);
        return new Found(confirmed(candidates, troubles), compared, troubles);
    }

    /** What may fail with one bucket and leaves the others alone. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }

    private static void attempt(Bucket bucket, Map<Bucket, IOException> troubles, Attempt attempt) throws IOException {
        try {
            attempt.run();
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            troubles.putIfAbsent(bucket, e);
        }
    }

    /** Reports by digest that are in two places or more, of which one is wanted. */
    private Map<FileDigest, SortedMap<String, Bucket>> candidates(
            SortedMap<Bucket, PrefixFile> files, Set<Bucket> wanted, Map<Bucket, IOException> troubles)
            throws IOException {
        List<PrefixFile> mine = new ArrayList<>();
        List<PrefixFile> others = new ArrayList<>();
        files.forEach((bucket, file) -> (wanted.contains(bucket) ? mine : others).add(file));
        long[] prefixes = new PrefixSearch(mine, others).repeated();
        Map<FileDigest, SortedMap<String, Bucket>> places = new HashMap<>();
        if (prefixes.length > 0) {
            DeletedReports deleted = DeletedReports.read(cannedRoot);
            for (Map.Entry<Bucket, PrefixFile> file : files.entrySet()) {
                if (PrefixSearch.hasOneOf(file.getValue(), prefixes)) {
                    attempt(file.getKey(), troubles, () -> collect(file.getKey(), prefixes, deleted, places));
                }
            }
        }
        places.values()
                .removeIf(reports ->
                        reports.size() < 2 || reports.values().stream().noneMatch(wanted::contains));
        return places;
    }

    private void collect(
            Bucket bucket, long[] prefixes, DeletedReports deleted, Map<FileDigest, SortedMap<String, Bucket>> places)
            throws IOException {
        try (CanIndex.Reader cans = CanIndex.open(IndexStamp.index(cannedRoot, bucket))) {
            for (Can can = cans.next(); can != null; can = cans.next()) {
                for (CannedText report : can.reports()) {
                    FileDigest digest = report.digest();
                    if (digest.size() > 0
                            && Arrays.binarySearch(prefixes, PrefixFile.prefix(digest.sha1())) >= 0
                            && !deleted.contains(report.textname())) {
                        places.computeIfAbsent(digest, d -> new TreeMap<>()).put(report.textname(), bucket);
                    }
                }
            }
        }
    }

    /** Those that SHA-512 does not tell apart either. Of a digest not all of whose reports could be read, none. */
    private Map<ReportContent, SortedSet<String>> confirmed(
            Map<FileDigest, SortedMap<String, Bucket>> candidates, Map<Bucket, IOException> troubles)
            throws IOException, SQLException {
        Map<String, ReportContent> contents = new HashMap<>();
        SortedMap<Bucket, SortedSet<String>> unread = new TreeMap<>();
        SortedSet<String> names = new TreeSet<>();
        candidates.values().forEach(reports -> names.addAll(reports.keySet()));
        Map<String, ReportContent> recorded = names.isEmpty() ? Map.of() : known.of(names);
        candidates.forEach((digest, reports) -> {
            if (reports.keySet().stream().allMatch(name -> isRecorded(recorded.get(name), digest))) {
                reports.keySet().forEach(name -> contents.put(name, recorded.get(name)));
            } else {
                reports.forEach((name, bucket) ->
                        unread.computeIfAbsent(bucket, b -> new TreeSet<>()).add(name));
            }
        });
        for (Map.Entry<Bucket, SortedSet<String>> bucket : unread.entrySet()) {
            attempt(
                    bucket.getKey(),
                    troubles,
                    () -> contents.putAll(ContentReading.of(cannedRoot, bucket.getKey(), bucket.getValue())));
        }
        return byContent(candidates.values(), contents);
    }

    private static boolean isRecorded(ReportContent content, FileDigest digest) {
        return content != null && content.sha1().equals(digest.sha1());
    }

    private static Map<ReportContent, SortedSet<String>> byContent(
            Collection<SortedMap<String, Bucket>> candidates, Map<String, ReportContent> contents) {
        Map<ReportContent, SortedSet<String>> reports = new HashMap<>();
        for (SortedMap<String, Bucket> same : candidates) {
            if (contents.keySet().containsAll(same.keySet())) {
                same.keySet()
                        .forEach(name -> reports.computeIfAbsent(contents.get(name), content -> new TreeSet<>())
                                .add(name));
            }
        }
        reports.values().removeIf(names -> names.size() < 2);
        return reports;
    }
}
