package org.ooni.pipeline.canning;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.io.BlockEncoder;
import org.ooni.pipeline.io.DigestingOutputStream;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Lz4Blocks;
import org.ooni.pipeline.io.OrderedPool;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.io.PublishedDirectory.Finished;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.RawReport;
import org.ooni.pipeline.raw.ReportsRaw;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs a bucket's raw reports into cans: plan, write the cans in parallel, publish the index.
 *
 * <p>A bucket that is canned already is compared with its index, and only reports that arrived since are canned, into
 * further cans or, where a test has many, into one that is there. Thread-safe; two runs of one bucket exclude each other.
 */
public final class Canning {
    private static final Logger log = LoggerFactory.getLogger(Canning.class);

    private final Path reportsRawRoot;
    private final Path cannedRoot;
    private final int threads;
    private final long canSize;
    private final BlockEncoder blockEncoder = new BlockEncoder();

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
        return run(
                bucket,
                wanted,
                (before, taken, directory) -> JoinPlan.without(PackPlan.of(taken, before.highest(), canSize)),
                progress);
    }

    /** As {@link #run}, but no test gets many more cans than it needs: what comes late joins others ({@link JoinPlan}). */
    public CanningResult runJoining(Bucket bucket, Predicate<RawReport> wanted, Progress progress) throws IOException {
        return run(
                bucket,
                wanted,
                (before, taken, directory) ->
                        JoinPlan.of(taken, cansOfTests(directory, taken), before.highest(), canSize),
                progress);
    }

    /** Decides where reports go. */
    @FunctionalInterface
    private interface Packing {
        JoinPlan of(CannedBucket before, List<RawReport> taken, PublishedDirectory directory) throws IOException;
    }

    private CanningResult run(Bucket bucket, Predicate<RawReport> wanted, Packing packing, Progress progress)
            throws IOException {
        long start = System.nanoTime();
        Path rawDirectory = bucket.under(reportsRawRoot);
        // Asked once: a directory that vanishes meanwhile must not pass for an empty bucket.
        boolean hasReports = Files.isDirectory(rawDirectory);
        if (!hasReports && !isCanned(bucket)) {
            return new CanningResult(bucket, CanningResult.State.ABSENT, 0, 0, 0, 0, 0, 0, 0, 0, since(start));
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
            JoinPlan plan = packing.of(before, taken, directory);
            boolean complete = directory.isComplete();
            if (taken.isEmpty() && (complete || !before.arrived().isEmpty())) {
                before.debris(directory.path(), plan.cans());
                return result(bucket, CanningResult.State.UNCHANGED, before, plan, raw, 0, since(start));
            }
            directory.beginChange(before.debris(directory.path(), plan.cans()));
            long written = write(bucket, directory, plan, progress);
            CanningResult.State state = complete ? CanningResult.State.EXTENDED : CanningResult.State.CANNED;
            return result(bucket, state, before, plan, raw, written, since(start));
        }
    }

    /** Then the raw directory may have been cleaned up, and the cans are still to be verified. */
    private boolean isCanned(Bucket bucket) {
        return Files.exists(bucket.under(cannedRoot).resolve(PublishedDirectory.INDEX));
    }

    /** The cans of those tests that {@code taken} has reports of. */
    private static Map<String, List<Can>> cansOfTests(PublishedDirectory directory, List<RawReport> taken)
            throws IOException {
        Map<String, List<Can>> cans = new HashMap<>();
        if (!directory.isComplete()) {
            return cans;
        }
        taken.forEach(report -> cans.putIfAbsent(report.name().testName(), new ArrayList<>()));
        try (CanIndex.Reader index = CanIndex.open(directory.index())) {
            for (Can can = index.next(); can != null; can = index.next()) {
                Optional<List<Can>> others = can.reports().stream()
                        .findFirst()
                        .flatMap(JoinPlan::name)
                        .map(name -> cans.get(name.testName()));
                if (others.isPresent()) {
                    others.get().add(can);
                }
            }
        }
        return cans;
    }

    /** Writes the cans and the index of old rows and new rows; returns the bytes of the cans. */
    private long write(Bucket bucket, PublishedDirectory directory, JoinPlan plan, Progress progress)
            throws IOException {
        CanJoiner joiner = new CanJoiner(bucket, cannedRoot, bucket.under(reportsRawRoot), directory, progress);
        for (JoinPlan.Joining joining : plan.joins()) {
            joiner.write(joining);
        }
        Map<String, Can> changed = joiner.rows();
        long written =
                changed.values().stream().mapToLong(can -> can.file().size()).sum();
        try (Publication index = directory.create(PublishedDirectory.INDEX);
                Lz4Blocks blocks = new Lz4Blocks(threads, blockEncoder);
                OrderedPool<Can> pool = new OrderedPool<>(threads)) {
            DigestingOutputStream file = new DigestingOutputStream(index.out());
            try (OutputStream gzip = Gzip.compress(file);
                    JsonLines.Writer rows = JsonLines.write(gzip)) {
                if (directory.isComplete()) {
                    new OldRows(changed, Set.of()).copy(directory, rows);
                }
                pool.submitAll(plan.cans(), can -> make(bucket, directory, can, progress, blocks));
                for (Can can = pool.next(); can != null; can = pool.next()) {
                    CanIndex.write(can, rows);
                    written += can.file().size();
                }
            }
            publish(directory, index, file.finish(), joiner.files());
        }
        return written;
    }

    /** The index alone, or with cans that change together with it. */
    private static void publish(
            PublishedDirectory directory, Publication index, FileDigest written, List<Finished> replaced)
            throws IOException {
        if (replaced.isEmpty()) {
            directory.publishIndex(index, written);
            return;
        }
        List<Finished> files = new ArrayList<>(replaced);
        files.add(directory.finish(index, written));
        directory.replace(files, Set.of());
    }

    private Can make(Bucket bucket, PublishedDirectory directory, CanPlan plan, Progress progress, Lz4Blocks blocks)
            throws IOException {
        try (Publication publication = directory.create(plan.file())) {
            return new CanWriter(bucket, bucket.under(reportsRawRoot), progress, blocks).write(plan, publication);
        }
    }

    private static CanningResult result(
            Bucket bucket,
            CanningResult.State state,
            CannedBucket before,
            JoinPlan plan,
            ReportsRaw raw,
            long written,
            Duration duration) {
        List<RawReport> taken = plan.reports();
        long read = taken.stream().mapToLong(RawReport::size).sum();
        int replaced = plan.joins().size();
        return new CanningResult(
                bucket,
                state,
                taken.size(),
                plan.cans().size() + replaced,
                replaced,
                before.cans() - replaced,
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
