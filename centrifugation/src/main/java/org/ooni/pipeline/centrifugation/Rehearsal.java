package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.ReportSpine;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/** Reads a bucket, feeds it to the Feeders and counts, without a database. Thread-safe. */
public final class Rehearsal {
    private final Path autoclavedRoot;
    private final List<Feeder> feeders;

    /** @param feeders ready to be fed from */
    public Rehearsal(Path autoclavedRoot, List<Feeder> feeders) {
        this.autoclavedRoot = autoclavedRoot;
        this.feeders = List.copyOf(feeders);
    }

    /**
     * Reads what {@code selection} takes; empty if the archive has no such bucket.
     *
     * @param probeCcs only measurements of these countries are fed; none: of all
     */
    public Optional<RehearsalResult> run(Bucket bucket, Selection selection, Set<String> probeCcs, Progress progress)
            throws IOException {
        if (!Files.isDirectory(bucket.under(autoclavedRoot))) {
            return Optional.empty();
        }
        Path index = bucket.under(autoclavedRoot).resolve(Centrifugation.INDEX);
        if (!Files.exists(index)) {
            throw new BadInputException(
                    "bucket " + bucket + " is not autoclaved, or not to its end: there is no " + index);
        }
        DirectoryLock reading = PublishedDirectory.read(autoclavedRoot, bucket.toString());
        try (DatumReader archive = new DatumReader(autoclavedRoot, progress)) {
            Map<String, IndexedFile> files = IndexedFiles.read(index, bucket, Set.of());
            Counter counter = new Counter(archive, selected(files, selection), probeCcs);
            new IndexWalk(index, files, counter).walk();
            archive.finish();
            return Optional.of(counter.result());
        } finally {
            reading.close();
        }
    }

    private static Set<String> selected(Map<String, IndexedFile> files, Selection selection) {
        Set<String> selected = new HashSet<>();
        files.keySet().stream()
                .sorted()
                .filter(name -> selection.takes(name, files.get(name)))
                .limit(selection.limit().orElse(Integer.MAX_VALUE))
                .forEach(selected::add);
        return selected;
    }

    private final class Counter implements IndexWalk.Visitor {
        private final DatumReader archive;
        private final Set<String> files;
        private final Set<String> probeCcs;
        private final MeasurementRows rows = new MeasurementRows(feeders);
        private final ReportSpine report = new ReportSpine(Set.of(), software -> 0);
        private final Map<String, Long> rowCounts = new HashMap<>();
        private final SortedMap<String, Long> failures = new TreeMap<>();
        private long accepted;
        private long refused;

        private Counter(DatumReader archive, Set<String> files, Set<String> probeCcs) {
            this.archive = archive;
            this.files = files;
            this.probeCcs = probeCcs;
            feeders.forEach(feeder -> rowCounts.put(feeder.dataTable(), 0L));
        }

        @Override
        public void measurement(MeasurementPlace place, String textname) throws IOException {
            if (!files.contains(place.filename())) {
                return;
            }
            JsonNode datum = archive.read(place);
            if (!probeCcs.isEmpty() && !probeCcs.contains(datum.path("probe_cc").asText("ZZ"))) {
                return;
            }
            try {
                boolean good = rows.take(place.msmNo(), datum).isEmpty();
                count(good
                        && Refusal.byReport(report, place.reportNo(), rows.fields())
                                .isEmpty());
            } catch (SQLException e) {
                throw new UncheckedIOException(new IOException("without a database nothing is asked of it", e));
            }
        }

        private void count(boolean isAccepted) {
            if (isAccepted) {
                accepted++;
            } else {
                refused++;
            }
            rows.measurement().clear();
            rows.residual().clear();
            for (MeasurementRows.FeederRows each : rows.feeders()) {
                rowCounts.merge(
                        each.feeder().dataTable(), each.rows().lines().lines().count(), Long::sum);
                each.rows().clear();
            }
            rows.failures().forEach(failure -> failures.merge(failure.feeder().dataTable(), 1L, Long::sum));
        }

        RehearsalResult result() {
            return new RehearsalResult(files.size(), accepted, refused, new TreeMap<>(rowCounts), failures);
        }
    }
}
