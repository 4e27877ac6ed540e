package org.ooni.pipeline.canning;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.can.TarCan;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.DigestingOutputStream;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.io.PublishedDirectory.Finished;
import org.ooni.pipeline.raw.Bucket;

/**
 * Takes reports out of cans for good: a can that keeps others is packed again under its name, one that keeps none goes.
 * Cans and index change together or not at all. Other cans, and their rows, stay as they are. Thread-safe.
 */
public final class Repacking {
    private final Path cannedRoot;

    public Repacking(Path cannedRoot) {
        this.cannedRoot = cannedRoot;
    }

    /** What {@link #run} would do; it only looks at the index. */
    public RepackedBucket plan(Bucket bucket, Set<String> textnames) throws IOException {
        Path index = bucket.under(cannedRoot).resolve(PublishedDirectory.INDEX);
        if (!Files.isDirectory(index.getParent())) {
            return RepackedBucket.UNTOUCHED;
        }
        if (!Files.exists(index)) {
            throw new BadInputException(
                    index.getParent() + ": not canned to the end, there is no index; run canning, and then this again");
        }
        List<String> reports = new ArrayList<>();
        List<String> repacked = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        try (CanIndex.Reader cans = CanIndex.open(index)) {
            for (Can can = cans.next(); can != null; can = cans.next()) {
                List<String> going = can.reports().stream()
                        .map(CannedText::textname)
                        .filter(textnames::contains)
                        .toList();
                if (!going.isEmpty()) {
                    (going.size() < can.reports().size() ? repacked : removed).add(can.filename());
                }
                reports.addAll(going);
            }
        }
        return new RepackedBucket(reports, repacked, removed);
    }

    /**
     * Takes the reports of these names out of the bucket's cans; names that no can has are passed over.
     *
     * @param progress is told of report bytes that are packed again
     * @throws BadInputException if the bucket is not canned to its end, or one of the cans is damaged
     */
    public RepackedBucket run(Bucket bucket, Set<String> textnames, Progress progress) throws IOException {
        if (!Files.isDirectory(bucket.under(cannedRoot))) {
            return RepackedBucket.UNTOUCHED;
        }
        try (PublishedDirectory directory = PublishedDirectory.open(cannedRoot, bucket.toString())) {
            RepackedBucket plan = plan(bucket, textnames);
            if (plan.isUntouched()) {
                forgetHeld(bucket, textnames);
                return plan;
            }
            directory.beginChange(Set.of());
            List<Finished> files = new ArrayList<>();
            Map<String, Can> made = repack(bucket, directory, plan, textnames, progress, files);
            files.add(index(directory, plan, made));
            Set<String> removed = new HashSet<>();
            plan.removed().forEach(can -> removed.add(can.substring(can.indexOf('/') + 1)));
            directory.replace(files, removed);
            forgetHeld(bucket, textnames);
            return plan;
        }
    }

    /** A report that is gone is not held back any more, and its name goes as well. */
    private void forgetHeld(Bucket bucket, Set<String> textnames) throws IOException {
        HeldReports.read(cannedRoot, bucket).without(textnames).write(cannedRoot, bucket);
    }

    /** Adds the new cans to {@code files}; returns their rows by name. */
    private Map<String, Can> repack(
            Bucket bucket,
            PublishedDirectory directory,
            RepackedBucket plan,
            Set<String> textnames,
            Progress progress,
            List<Finished> files)
            throws IOException {
        Map<String, Can> made = new HashMap<>();
        CanRepacker repacker = new CanRepacker(bucket, cannedRoot, textnames, progress);
        try (CanIndex.Reader cans = CanIndex.open(directory.index())) {
            for (Can can = cans.next(); can != null; can = cans.next()) {
                if (can instanceof TarCan tar && plan.repacked().contains(can.filename())) {
                    try (Publication publication = directory.create(can.basename())) {
                        TarCan again = repacker.write(tar, CanRepacker.Addition.NOTHING, publication.out());
                        files.add(directory.finish(publication, again.file()));
                        made.put(again.filename(), again);
                    }
                }
            }
        }
        return made;
    }

    /** The old rows, without those of cans that go, and new ones for cans that were packed again. */
    private static Finished index(PublishedDirectory directory, RepackedBucket plan, Map<String, Can> made)
            throws IOException {
        try (Publication index = directory.create(PublishedDirectory.INDEX)) {
            DigestingOutputStream file = new DigestingOutputStream(index.out());
            try (OutputStream gzip = Gzip.compress(file);
                    JsonLines.Writer rows = JsonLines.write(gzip)) {
                new OldRows(made, Set.copyOf(plan.removed())).copy(directory, rows);
            }
            FileDigest digest = file.finish();
            return directory.finish(index, digest);
        }
    }
}
