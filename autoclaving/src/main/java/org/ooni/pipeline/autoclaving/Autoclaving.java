package org.ooni.pipeline.autoclaving;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ooni.pipeline.autoclaving.AutoclavingResult.State;
import org.ooni.pipeline.autoclaving.CanAutoclave.Made;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.DigestingOutputStream;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.OrderedPool;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a bucket of the public archive from its cans: one file a can, in parallel, then the index.
 *
 * <p>Thread-safe; two runs of one bucket exclude each other, and a run keeps others from changing the cans it reads.
 */
public final class Autoclaving {
    private static final Logger log = LoggerFactory.getLogger(Autoclaving.class);

    private final Path cannedRoot;
    private final Path autoclavedRoot;
    private final Sanitisers sanitisers;
    private final ScrubbingRules scrubbing;
    private final int maxMeasurement;
    private final int threads;

    /**
     * @param maxMeasurement bytes of a raw measurement; a longer one becomes a bad blob
     * @param threads how many files are made at a time
     */
    public Autoclaving(
            Path cannedRoot,
            Path autoclavedRoot,
            BridgeDb bridges,
            ScrubbingRules scrubbing,
            int maxMeasurement,
            int threads) {
        this.cannedRoot = cannedRoot;
        this.autoclavedRoot = autoclavedRoot;
        this.sanitisers = new Sanitisers(bridges);
        this.scrubbing = scrubbing;
        this.maxMeasurement = maxMeasurement;
        this.threads = threads;
    }

    /**
     * Autoclaves a bucket, or verifies one that is complete by names and sizes.
     *
     * @param progress is told of raw report bytes
     */
    public AutoclavingResult run(Bucket bucket, Progress progress) throws IOException {
        return run(bucket, progress, false);
    }

    /** Autoclaves the cans that have no file yet, into a bucket that may be complete without them. */
    public AutoclavingResult runMissing(Bucket bucket, Progress progress) throws IOException {
        return run(bucket, progress, true);
    }

    private AutoclavingResult run(Bucket bucket, Progress progress, boolean extend) throws IOException {
        long start = System.nanoTime();
        Path canIndex = bucket.under(cannedRoot).resolve(PublishedDirectory.INDEX);
        if (!Files.isDirectory(bucket.under(cannedRoot))) {
            return AutoclavingResult.absent(bucket, since(start));
        }
        DirectoryLock reading = DirectoryLock.shared(cannedRoot, bucket.toString());
        try (reading;
                PublishedDirectory directory = PublishedDirectory.open(autoclavedRoot, bucket.toString())) {
            if (!Files.exists(canIndex)) {
                throw new BadInputException(bucket.under(cannedRoot) + ": not canned to the end, there is no index");
            }
            AutoclavedBucket before = AutoclavedBucket.read(directory, canIndex);
            boolean complete = directory.isComplete();
            if (complete && !(extend && before.isToBeMended())) {
                before.requireNothingLost(autoclavedRoot);
                before.debris(directory.path());
                return new Tally(before.missing().size()).result(bucket, State.UNCHANGED, before, since(start));
            }
            if (!before.gone().isEmpty()) {
                log.warn("{}: neither file nor can is there any more, so the index forgets them", before.gone());
            }
            directory.beginChange(before.debris(directory.path()));
            Tally tally = write(bucket, directory, before, canIndex, progress);
            return tally.result(bucket, complete ? State.EXTENDED : State.AUTOCLAVED, before, since(start));
        }
    }

    private Tally write(
            Bucket bucket, PublishedDirectory directory, AutoclavedBucket before, Path canIndex, Progress progress)
            throws IOException {
        // A single thread encodes at once.
        ExecutorService encoders = threads == 1 ? null : Executors.newFixedThreadPool(threads);
        try {
            return write(
                    directory,
                    before,
                    canIndex,
                    new CanAutoclave(
                            bucket,
                            cannedRoot,
                            directory,
                            sanitisers,
                            scrubbing,
                            maxMeasurement,
                            progress,
                            encoders == null ? Runnable::run : encoders));
        } finally {
            if (encoders != null) {
                encoders.shutdownNow();
            }
        }
    }

    private Tally write(PublishedDirectory directory, AutoclavedBucket before, Path canIndex, CanAutoclave autoclave)
            throws IOException {
        Tally tally = new Tally(0);
        try (Publication index = directory.create(PublishedDirectory.INDEX);
                CanIndex.Reader cans = CanIndex.open(canIndex);
                OldEvents old = OldEvents.of(directory, before.whole());
                OrderedPool<IndexPart> pool = new OrderedPool<>(threads)) {
            DigestingOutputStream file = new DigestingOutputStream(index.out());
            try (OutputStream events = Gzip.compress(file)) {
                pool.submitAll(new CanTasks(cans, before.missing(), autoclave, old));
                for (IndexPart part = pool.next(); part != null; part = pool.next()) {
                    part.writeTo(events);
                    tally.add(part);
                }
                old.copyRest(events);
            }
            FileDigest digest = file.finish();
            directory.publishIndex(index, digest);
        }
        return tally;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Sums up what a run made. */
    private static final class Tally {
        private final int behind;
        private ReportCounts counts = ReportCounts.NONE;
        private int files;
        private final SortedMap<String, Long> scrubbed = new TreeMap<>();
        private long textBytes;
        private long fileBytes;

        Tally(int behind) {
            this.behind = behind;
        }

        void add(IndexPart part) {
            if (part instanceof Made made) {
                counts = counts.plus(made.counts());
                made.scrubbed().forEach((id, count) -> scrubbed.merge(id, count, Long::sum));
                files++;
                textBytes += made.textBytes();
                fileBytes += made.fileBytes();
            }
        }

        AutoclavingResult result(Bucket bucket, State state, AutoclavedBucket before, Duration duration) {
            return new AutoclavingResult(
                    bucket,
                    state,
                    files,
                    before.whole().size(),
                    behind,
                    counts.reports(),
                    counts.data(),
                    counts.badBlobs(),
                    counts.cutOffs(),
                    counts.empty(),
                    scrubbed,
                    counts.rawBytes(),
                    textBytes,
                    fileBytes,
                    duration);
        }
    }
}
