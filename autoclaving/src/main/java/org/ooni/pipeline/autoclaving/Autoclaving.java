package org.ooni.pipeline.autoclaving;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ooni.pipeline.autoclaving.AutoclavingResult.State;
import org.ooni.pipeline.autoclaving.admission.Admission;
import org.ooni.pipeline.autoclaving.admission.AdmissionRules;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.BlockEncoder;
import org.ooni.pipeline.io.DigestingOutputStream;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.Encoders;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.OrderedPool;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.io.PublishedDirectory.Finished;
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
    private final Admission admission;
    private final int maxMeasurement;
    private final int threads;
    private final BlockEncoder blocks = new BlockEncoder();

    /** Where no report is to be held back. */
    public Autoclaving(
            Path cannedRoot,
            Path autoclavedRoot,
            BridgeDb bridges,
            ScrubbingRules scrubbing,
            int maxMeasurement,
            int threads) {
        this(
                cannedRoot,
                autoclavedRoot,
                bridges,
                scrubbing,
                AdmissionRules.none(),
                maxMeasurement,
                threads,
                Clock.systemUTC());
    }

    /**
     * @param maxMeasurement bytes of a raw measurement; a longer one becomes a bad blob
     * @param threads how many files are made at a time
     */
    public Autoclaving(
            Path cannedRoot,
            Path autoclavedRoot,
            BridgeDb bridges,
            ScrubbingRules scrubbing,
            AdmissionRules rules,
            int maxMeasurement,
            int threads,
            Clock clock) {
        this.cannedRoot = cannedRoot;
        this.autoclavedRoot = autoclavedRoot;
        this.sanitisers = new Sanitisers(bridges);
        this.scrubbing = scrubbing;
        this.admission = new Admission(cannedRoot, rules, maxMeasurement, clock);
        this.maxMeasurement = maxMeasurement;
        this.threads = threads;
    }

    /** Decides what to do with a bucket. */
    @FunctionalInterface
    private interface Wish {
        ArchiveWork of(AutoclavedBucket bucket);
    }

    /**
     * Autoclaves a bucket, or verifies one that is complete by names and sizes.
     *
     * @param progress is told of raw report bytes
     */
    public AutoclavingResult run(Bucket bucket, Progress progress) throws IOException {
        return run(bucket, progress, false, ArchiveWork::all);
    }

    /**
     * Autoclaves the cans that have no file yet, into a bucket that may be complete without them. Files with reports that
     * were deleted or are to be held back now, and files without reports that are so no more, are made again; files of
     * cans that were deleted are removed.
     */
    public AutoclavingResult runMissing(Bucket bucket, Progress progress) throws IOException {
        return run(bucket, progress, true, ArchiveWork::all);
    }

    /**
     * Makes files of a complete bucket again, in their places; of those whose can was deleted nothing is left. Names that
     * the archive does not have are passed over, and so is a bucket that is not complete.
     *
     * @param files {@code <bucket>/<file>}
     */
    public AutoclavingResult runAgain(Bucket bucket, Set<String> files, Progress progress) throws IOException {
        if (!Files.exists(bucket.under(autoclavedRoot).resolve(PublishedDirectory.INDEX))) {
            return AutoclavingResult.absent(bucket, Duration.ZERO);
        }
        return run(bucket, progress, true, before -> ArchiveWork.again(before, files));
    }

    /**
     * Makes files of a bucket, those that it has in their places, and those that it lacks. Of lost files and cans that
     * were deleted nothing is left.
     *
     * @param wanted which ones, by {@code <bucket>/<file>}
     */
    public AutoclavingResult make(Bucket bucket, Predicate<String> wanted, Progress progress) throws IOException {
        return run(bucket, progress, true, before -> ArchiveWork.made(before, wanted));
    }

    /** @param extend whether a complete bucket may change */
    private AutoclavingResult run(Bucket bucket, Progress progress, boolean extend, Wish wish) throws IOException {
        long start = System.nanoTime();
        Path canIndex = bucket.under(cannedRoot).resolve(PublishedDirectory.INDEX);
        if (!Files.isDirectory(bucket.under(cannedRoot))) {
            return AutoclavingResult.absent(bucket, since(start));
        }
        DirectoryLock reading = PublishedDirectory.read(cannedRoot, bucket.toString());
        try (reading;
                PublishedDirectory directory = PublishedDirectory.open(autoclavedRoot, bucket.toString())) {
            if (!Files.exists(canIndex)) {
                throw new BadInputException(bucket.under(cannedRoot) + ": not canned to the end, there is no index");
            }
            HeldReports recorded = HeldReports.read(cannedRoot, bucket);
            HeldReports held = admission.decide(bucket, recorded, directory.index());
            Holding holding = new Holding(cannedRoot, bucket, recorded, held);
            Unpublished unpublished = new Unpublished(DeletedReports.read(cannedRoot), held);
            AutoclavedBucket before = AutoclavedBucket.read(directory, canIndex, unpublished);
            ArchiveWork work = wish.of(before);
            boolean complete = directory.isComplete();
            boolean leavesNothing = work.remake().containsAll(before.stale());
            if (complete && !(extend && !work.isNothing())) {
                if (!extend) {
                    before.requireNothingLost(autoclavedRoot);
                }
                before.debris(directory.path());
                holding.end(extend && leavesNothing);
                return new Tally(held).unchanged(bucket, before, since(start));
            }
            if (!work.forget().isEmpty()) {
                log.warn("{}: neither file nor can is there any more, so the index forgets them", work.forget());
            }
            directory.beginChange(before.debris(directory.path()));
            holding.begin();
            Tally tally = write(bucket, directory, work, canIndex, unpublished, progress);
            holding.end(leavesNothing);
            return tally.result(bucket, complete ? State.EXTENDED : State.AUTOCLAVED, work, since(start));
        }
    }

    private Tally write(
            Bucket bucket,
            PublishedDirectory directory,
            ArchiveWork work,
            Path canIndex,
            Unpublished unpublished,
            Progress progress)
            throws IOException {
        try (Encoders encoders = new Encoders(threads)) {
            return write(
                    directory,
                    work,
                    canIndex,
                    unpublished.held(),
                    new CanAutoclave(
                            bucket,
                            cannedRoot,
                            directory,
                            unpublished,
                            sanitisers,
                            scrubbing,
                            maxMeasurement,
                            progress,
                            encoders,
                            blocks));
        }
    }

    private Tally write(
            PublishedDirectory directory, ArchiveWork work, Path canIndex, HeldReports held, CanAutoclave autoclave)
            throws IOException {
        Tally tally = new Tally(held);
        try (Publication index = directory.create(PublishedDirectory.INDEX);
                CanIndex.Reader cans = CanIndex.open(canIndex);
                OldEvents old = OldEvents.of(directory, work.keep());
                OrderedPool<IndexPart> pool = new OrderedPool<>(threads)) {
            DigestingOutputStream file = new DigestingOutputStream(index.out());
            try (OutputStream events = Gzip.compress(file)) {
                pool.submitAll(new CanTasks(cans, work, autoclave, old));
                for (IndexPart part = pool.next(); part != null; part = pool.next()) {
                    part.writeTo(events);
                    tally.add(part);
                }
                old.copyRest(events);
            }
            tally.replaced(publish(directory, index, file.finish(), tally.replacements(), work));
        }
        return tally;
    }

    /** The index alone, or with files that change together with it. Returns how many of these were put in place. */
    private static int publish(
            PublishedDirectory directory,
            Publication index,
            FileDigest written,
            List<Finished> replacements,
            ArchiveWork work)
            throws IOException {
        if (replacements.isEmpty() && work.remove().isEmpty()) {
            directory.publishIndex(index, written);
            return 0;
        }
        List<Finished> files = new ArrayList<>(replacements);
        files.add(directory.finish(index, written));
        Set<String> removed = work.remove().stream()
                .map(file -> file.substring(file.indexOf('/') + 1))
                .collect(Collectors.toSet());
        Set<String> replaced = directory.replace(files, removed);
        return replaced.size() - (replaced.contains(PublishedDirectory.INDEX) ? 1 : 0);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
