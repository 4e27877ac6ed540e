package org.ooni.pipeline.autoclaving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ooni.pipeline.autoclaving.AutoclavingResult.State;
import org.ooni.pipeline.autoclaving.CanAutoclave.Made;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.io.PublishedDirectory.Finished;
import org.ooni.pipeline.raw.Bucket;

/** Sums up what a run made. Not thread-safe. */
final class Tally {
    private final HeldReports held;
    private ReportCounts counts = ReportCounts.NONE;
    private final List<Finished> replacements = new ArrayList<>();
    private int files;
    private int replaced;
    private final SortedMap<String, Long> scrubbed = new TreeMap<>();
    private long textBytes;
    private long fileBytes;

    Tally(HeldReports held) {
        this.held = held;
    }

    void add(IndexPart part) {
        if (part instanceof Made made) {
            counts = counts.plus(made.counts());
            made.scrubbed().forEach((id, count) -> scrubbed.merge(id, count, Long::sum));
            made.replacement().ifPresent(replacements::add);
            files++;
            textBytes += made.textBytes();
            fileBytes += made.fileBytes();
        }
    }

    /** Files that are finished and wait for the places of older ones. */
    List<Finished> replacements() {
        return replacements;
    }

    /** @param count how many of them were put there; the others came out as what was there */
    void replaced(int count) {
        replaced = count;
    }

    AutoclavingResult unchanged(Bucket bucket, AutoclavedBucket before, Duration duration) {
        return result(bucket, State.UNCHANGED, before.whole().size(), 0, before.behind(), duration);
    }

    AutoclavingResult result(Bucket bucket, State state, ArchiveWork work, Duration duration) {
        return result(bucket, state, work.keep().size(), work.remove().size(), 0, duration);
    }

    private AutoclavingResult result(
            Bucket bucket, State state, int present, int removed, int behind, Duration duration) {
        return new AutoclavingResult(
                bucket,
                state,
                files,
                replaced,
                replacements.size() - replaced,
                removed,
                present,
                behind,
                held.reports().size(),
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
