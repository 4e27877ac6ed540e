package org.ooni.pipeline.canning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CanReader;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CannotWriteException;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.OrderedPool;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.RawReport;
import org.ooni.pipeline.raw.ReportsRaw;

/**
 * Deletes the raw reports of a bucket that its cans hold.
 *
 * <p>First every can that holds one is read back, to its end, and every digest of it must agree; if one does not,
 * nothing of the bucket is deleted. Then each report is read once more, and deleted if it is, byte for byte, what was
 * canned. So an end at any moment loses nothing, and the next run goes on. Thread-safe; no run of canning works on the
 * bucket meanwhile.
 */
public final class Cleanup {
    private final Path reportsRawRoot;
    private final Path cannedRoot;
    private final int threads;

    /** @param threads how many cans are read back at a time */
    public Cleanup(Path reportsRawRoot, Path cannedRoot, int threads) {
        this.reportsRawRoot = reportsRawRoot;
        this.cannedRoot = cannedRoot;
        this.threads = threads;
    }

    /**
     * Cleans up {@code bucket}; that it has no raw reports, or no cans, is no error.
     *
     * @param progress is told of report bytes as they are read back from cans
     * @throws BadInputException when a can is missing or damaged; then nothing was deleted
     */
    public CleanupResult run(Bucket bucket, Progress progress) throws IOException {
        long start = System.nanoTime();
        Path directory = bucket.under(reportsRawRoot);
        if (!Files.isDirectory(directory)) {
            return new CleanupResult(bucket, List.of(), new TreeMap<>(), 0, 0, Duration.ZERO);
        }
        try (PublishedDirectory canned = PublishedDirectory.open(cannedRoot, bucket.toString())) {
            List<RawReport> raw = ReportsRaw.list(directory).reports();
            List<Can> cans = canned.isComplete() ? cansOf(raw, bucket, canned) : List.of();
            Map<String, FileDigest> proven = readBack(cans, progress);
            List<String> deleted = new ArrayList<>();
            SortedMap<String, String> kept = new TreeMap<>();
            long bytes = 0;
            for (RawReport report : raw) {
                String textname = textname(bucket, report);
                String reason = delete(directory.resolve(report.name().file()), proven.get(textname));
                if (reason == null) {
                    deleted.add(textname);
                    bytes += proven.get(textname).size();
                } else {
                    kept.put(textname, reason);
                }
            }
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            return new CleanupResult(bucket, deleted, kept, cans.size(), bytes, duration);
        }
    }

    /** The cans that hold one of {@code raw}. */
    private static List<Can> cansOf(List<RawReport> raw, Bucket bucket, PublishedDirectory canned) throws IOException {
        Set<String> wanted = new HashSet<>();
        raw.forEach(report -> wanted.add(textname(bucket, report)));
        List<Can> cans = new ArrayList<>();
        try (CanIndex.Reader index = CanIndex.open(canned.index())) {
            for (Can can = index.next(); can != null; can = index.next()) {
                if (can.reports().stream().anyMatch(report -> wanted.contains(report.textname()))) {
                    cans.add(can);
                }
            }
        }
        return cans;
    }

    /** What the cans were proven to hold, by textname. */
    private Map<String, FileDigest> readBack(List<Can> cans, Progress progress) throws IOException {
        Map<String, FileDigest> proven = new HashMap<>();
        try (OrderedPool<Can> pool = new OrderedPool<>(threads)) {
            pool.submitAll(cans, can -> readBack(can, progress));
            for (Can can = pool.next(); can != null; can = pool.next()) {
                for (CannedText report : can.reports()) {
                    proven.put(report.textname(), report.digest());
                }
            }
        }
        return proven;
    }

    private Can readBack(Can can, Progress progress) throws IOException {
        try (CanReader reader = CanReader.open(cannedRoot, can, progress)) {
            CanReader.Member member = reader.next();
            while (member != null) {
                member = reader.next();
            }
            return can;
        }
    }

    /**
     * Deletes {@code report} if it is what was canned; returns why not, or null.
     *
     * @param canned null if no can holds it
     */
    private static String delete(Path report, FileDigest canned) throws IOException {
        if (canned == null) {
            return "no can holds it";
        }
        RawFile file = RawFile.read(report);
        if (file == null || !file.digest().equals(canned)) {
            return "it has changed since it was canned";
        }
        if (!file.isStillThere()) {
            return "it is being changed";
        }
        try {
            Files.delete(report);
            return null;
        } catch (IOException e) {
            throw new CannotWriteException(report.getParent(), e);
        }
    }

    private static String textname(Bucket bucket, RawReport report) {
        return bucket + "/" + report.name().file();
    }
}
