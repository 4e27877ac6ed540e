package org.ooni.pipeline.canning;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.io.DigestingOutputStream;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.OrderedPool;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.RawReport;
import org.ooni.pipeline.raw.ReportsRaw;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs a bucket's raw reports into cans: plan, write the cans in parallel, publish the index.
 *
 * <p>A bucket that is canned already is compared with its index, and only reports that arrived since are canned, into
 * further cans. Thread-safe; two runs of one bucket exclude each other.
 */
public final class Canning {
    private static final Logger log = LoggerFactory.getLogger(Canning.class);

    private final Path reportsRawRoot;
    private final Path cannedRoot;
    private final int threads;
    private final long canSize;

    /** @param threads how many cans are made at a time */
    public Canning(Path reportsRawRoot, Path cannedRoot, int threads) {
        this(reportsRawRoot, cannedRoot, threads, PackPlan.CAN_SIZE);
    }

    /** @param canSize in bytes; the archive knows one, tests have smaller ones */
    Canning(Path reportsRawRoot, Path cannedRoot, int threads, long canSize) {
        this.reportsRawRoot = reportsRawRoot;
        this.cannedRoot = cannedRoot;
        this.threads = threads;
        this.canSize = canSize;
    }

    /** @param progress is told of report bytes read */
    public CanningResult run(Bucket bucket, Progress progress) throws IOException {
        return run(bucket, report -> true, progress);
    }

    /**
     * Cans those of the reports that arrived which {@code wanted} holds for; the others wait for another run. Where it
     * holds for none, nothing is written.
     *
     * @param progress is told of report bytes read
     */
    public CanningResult run(Bucket bucket, Predicate<RawReport> wanted, Progress progress) throws IOException {
        long start = System.nanoTime();
        Path rawDirectory = bucket.under(reportsRawRoot);
        // Asked once: a directory that vanishes meanwhile must not pass for an empty bucket.
        boolean hasReports = Files.isDirectory(rawDirectory);
        if (!hasReports && !isCanned(bucket)) {
            return new CanningResult(bucket, CanningResult.State.ABSENT, 0, 0, 0, 0, 0, 0, 0, since(start));
        }
        try (PublishedDirectory directory = PublishedDirectory.open(cannedRoot, bucket.toString())) {
            ReportsRaw raw = hasReports ? ReportsRaw.list(rawDirectory) : ReportsRaw.NONE;
            if (!raw.leftAlone().isEmpty()) {
                log.info(
                        "{}: {} unfinished uploads left alone",
                        rawDirectory,
                        raw.leftAlone().size());
            }
            CannedBucket before = CannedBucket.read(directory, raw.reports(), DeletedReports.read(cannedRoot));
            List<RawReport> taken = before.arrived().stream().filter(wanted).toList();
            List<CanPlan> plan = PackPlan.of(taken, before.highest(), canSize);
            boolean complete = directory.isComplete();
            if (plan.isEmpty() && (complete || !before.arrived().isEmpty())) {
                before.debris(directory.path(), plan);
                return result(bucket, CanningResult.State.UNCHANGED, before, plan, raw, 0, since(start));
            }
            directory.beginChange(before.debris(directory.path(), plan));
            long written = write(bucket, directory, plan, progress);
            CanningResult.State state = complete ? CanningResult.State.EXTENDED : CanningResult.State.CANNED;
            return result(bucket, state, before, plan, raw, written, since(start));
        }
    }

    /** Then the raw directory may have been cleaned up, and the cans are still to be verified. */
    private boolean isCanned(Bucket bucket) {
        return Files.exists(bucket.under(cannedRoot).resolve(PublishedDirectory.INDEX));
    }

    /** Writes the cans and the index of old rows and new rows; returns the bytes of the cans. */
    private long write(Bucket bucket, PublishedDirectory directory, List<CanPlan> plan, Progress progress)
            throws IOException {
        long written = 0;
        try (Publication index = directory.create(PublishedDirectory.INDEX);
                OrderedPool<Can> pool = new OrderedPool<>(threads)) {
            DigestingOutputStream file = new DigestingOutputStream(index.out());
            try (OutputStream gzip = Gzip.compress(file);
                    JsonLines.Writer rows = JsonLines.write(gzip)) {
                copyRows(directory, rows);
                pool.submitAll(plan, can -> make(bucket, directory, can, progress));
                for (Can can = pool.next(); can != null; can = pool.next()) {
                    CanIndex.write(can, rows);
                    written += can.file().size();
                }
            }
            FileDigest digest = file.finish();
            directory.publishIndex(index, digest);
        }
        return written;
    }

    private static void copyRows(PublishedDirectory directory, JsonLines.Writer rows) throws IOException {
        if (!directory.isComplete()) {
            return;
        }
        try (JsonLines.Reader old =
                JsonLines.read(Gzip.open(directory.index()), directory.index().toString())) {
            for (var row = old.next(); row != null; row = old.next()) {
                rows.line(row);
            }
        }
    }

    private Can make(Bucket bucket, PublishedDirectory directory, CanPlan plan, Progress progress) throws IOException {
        try (Publication publication = directory.create(plan.file())) {
            return new CanWriter(bucket, bucket.under(reportsRawRoot), progress).write(plan, publication);
        }
    }

    private static CanningResult result(
            Bucket bucket,
            CanningResult.State state,
            CannedBucket before,
            List<CanPlan> plan,
            ReportsRaw raw,
            long written,
            Duration duration) {
        List<RawReport> taken =
                plan.stream().flatMap(can -> can.reports().stream()).toList();
        long read = taken.stream().mapToLong(RawReport::size).sum();
        return new CanningResult(
                bucket,
                state,
                taken.size(),
                plan.size(),
                before.cans(),
                raw.leftAlone().size(),
                before.deleted().size(),
                read,
                written,
                duration);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
