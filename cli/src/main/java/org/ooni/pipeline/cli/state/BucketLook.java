package org.ooni.pipeline.cli.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.autoclaving.admission.AdmissionRules;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/** One look at one bucket on disk. Used once. */
final class BucketLook {
    private final Bucket bucket;
    private final Roots roots;
    private final AdmissionRules admission;
    private final Memory memory;
    private final long now = System.currentTimeMillis() * 1_000_000;
    private final List<Trouble> canningTroubles = new ArrayList<>();
    private final List<Trouble> autoclavingTroubles = new ArrayList<>();
    private final Published cannedDirectory;
    private final Published archiveDirectory;
    private CannedFacts.Reading canReading;
    private ArchiveFacts.Reading archiveReading;
    private final CannedFacts canned;
    private final ArchiveFacts archive;

    /** A published directory and the stamps of it and its index. */
    private record Published(Path path, Stamp directory, Stamp index, boolean isHalfReplaced) {
        static Published of(Path root, Bucket bucket) throws IOException {
            Path path = bucket.under(root);
            return new Published(
                    path,
                    Stamp.of(path),
                    Stamp.of(path.resolve(PublishedDirectory.INDEX)),
                    PublishedDirectory.isHalfReplaced(root, bucket.toString()));
        }

        String key() {
            return directory + "," + index;
        }

        boolean isOld(long now) {
            return directory.isOld(now) && index.isOld(now);
        }

        /**
         * What of {@code found} remains if there is something to be done: while a run changes the directory it is writable,
         * and it stays so if the run is killed; the next one puts right what is in between.
         */
        List<Trouble> lasting(List<Trouble> found, boolean isPending) throws IOException {
            boolean inBetween = (isPending || isHalfReplaced) && !found.isEmpty() && DirectoryTroubles.isWritable(path);
            return inBetween ? List.of() : found;
        }
    }

    BucketLook(Roots roots, Bucket bucket, AdmissionRules admission, Memory memory) throws IOException {
        this.roots = roots;
        this.bucket = bucket;
        this.admission = admission;
        this.memory = memory;
        this.cannedDirectory = Published.of(roots.canned(), bucket);
        this.archiveDirectory = Published.of(roots.autoclaved(), bucket);
        this.canned = cannedFacts();
        this.archive = archiveFacts();
    }

    ArchiveFacts archive() {
        return archive;
    }

    BucketState state(StageState centrifugation) throws IOException {
        Arrivals arrivals = arrivals();
        int waiting = arrivals.reports().size();
        StageState canning = new StageState(
                canned.reports(), waiting, 0, canningTroubles(waiting > 0), cannedDirectory.isHalfReplaced());
        HeldReports.Head held = held();
        return new BucketState(bucket, canning, autoclaving(isBehind(held)), centrifugation, arrivals, held.held());
    }

    private CannedFacts cannedFacts() throws IOException {
        if (cannedDirectory.index().isAbsent()) {
            canningTroubles.addAll(DirectoryTroubles.ofIndexless(cannedDirectory.path()));
            return CannedFacts.NONE;
        }
        CannedFacts known = memory.canned(bucket.toString(), cannedDirectory.key());
        if (known != null) {
            return known;
        }
        CannedFacts found = canReading().facts();
        boolean lasting = canningTroubles(false).isEmpty() && cannedDirectory.isOld(now);
        memory.put(bucket.toString(), lasting ? cannedDirectory.key() : null, found);
        return found;
    }

    private ArchiveFacts archiveFacts() throws IOException {
        if (archiveDirectory.index().isAbsent()) {
            autoclavingTroubles.addAll(DirectoryTroubles.ofIndexless(archiveDirectory.path()));
            return ArchiveFacts.NONE;
        }
        Stamp held = Stamp.of(HeldReports.file(roots.canned(), bucket));
        String key = archiveDirectory.key() + "," + held;
        ArchiveFacts known = memory.archive(bucket.toString(), key);
        if (known != null) {
            return known;
        }
        ArchiveFacts found = archiveReading().facts();
        boolean lasting = autoclavingTroubles(false).isEmpty() && archiveDirectory.isOld(now) && held.isOld(now);
        memory.put(bucket.toString(), lasting ? key : null, found);
        return found;
    }

    private HeldReports.Head held() throws IOException {
        try {
            return HeldReports.head(roots.canned(), bucket);
        } catch (CorruptFileException e) {
            autoclavingTroubles.add(Trouble.bad(e.getMessage()));
            return new HeldReports.Head(admission.digest(), true, 0);
        }
    }

    /** Whether nobody knows yet what of the archive is as the rules want it. */
    private boolean isBehind(HeldReports.Head held) {
        if (!admission.areGiven() && held.held() > 0) {
            autoclavingTroubles.add(Trouble.bad(
                    bucket + ": " + held.held() + " reports are held back, and there is no admission.yaml"));
        }
        return !held.settled() || !held.rules().equals(admission.digest());
    }

    private StageState autoclaving(boolean isBehind) throws IOException {
        if (canned.cans() == 0) {
            return state(archive.files(), 0, false);
        }
        if (canned.names().equals(archive.names())) {
            return state(archive.files(), 0, isBehind);
        }
        if (archive.files() == 0) {
            return state(0, canned.cans(), false);
        }
        Map<String, Integer> files = archiveReading().reports();
        long missing = canReading().cans().keySet().stream()
                .filter(can -> !files.containsKey(can))
                .count();
        // Late reports join cans.
        long grown = canReading().cans().entrySet().stream()
                .filter(can -> can.getValue() > files.getOrDefault(can.getKey(), Integer.MAX_VALUE))
                .count();
        return state(archive.files() - grown, missing + grown, isBehind);
    }

    private StageState state(long files, long pending, boolean areBehind) throws IOException {
        List<Trouble> troubles = autoclavingTroubles(pending > 0 || areBehind);
        return new StageState(
                areBehind ? 0 : files, pending, areBehind ? files : 0, troubles, archiveDirectory.isHalfReplaced());
    }

    private List<Trouble> canningTroubles(boolean isPending) throws IOException {
        List<Trouble> troubles = new ArrayList<>(canningTroubles);
        if (canReading != null) {
            troubles.addAll(cannedDirectory.lasting(canReading.troubles(), isPending));
        }
        return troubles;
    }

    private List<Trouble> autoclavingTroubles(boolean isPending) throws IOException {
        List<Trouble> troubles = new ArrayList<>(autoclavingTroubles);
        if (archiveReading != null) {
            troubles.addAll(archiveDirectory.lasting(archiveReading.troubles(), isPending));
        }
        return troubles;
    }

    private CannedFacts.Reading canReading() throws IOException {
        if (canReading == null) {
            canReading = CannedFacts.Reading.nothing();
            if (!cannedDirectory.index().isAbsent()) {
                try {
                    canReading = CannedFacts.read(cannedDirectory.path());
                } catch (BadInputException e) {
                    canningTroubles.add(Trouble.bad(e.getMessage()));
                }
            }
        }
        return canReading;
    }

    private ArchiveFacts.Reading archiveReading() throws IOException {
        if (archiveReading == null) {
            archiveReading = ArchiveFacts.Reading.nothing();
            try {
                archiveReading = ArchiveFacts.read(archiveDirectory.path(), HeldReports.read(roots.canned(), bucket));
            } catch (BadInputException e) {
                autoclavingTroubles.add(Trouble.bad(e.getMessage()));
            }
        }
        return archiveReading;
    }

    private Arrivals arrivals() throws IOException {
        Path directory = bucket.under(roots.reportsRaw());
        Stamp stamp = Stamp.of(directory);
        Stamp deleted = Stamp.of(DeletedReports.file(roots.canned()));
        String key = stamp + "," + cannedDirectory.index() + "," + deleted;
        if (stamp.isAbsent() || memory.knowsAllCanned(bucket.toString(), key)) {
            return Arrivals.NONE;
        }
        RawLook look = new RawLook(roots, bucket, canReading());
        Arrivals found = look.arrivals();
        canningTroubles.addAll(look.troubles());
        boolean lasting = found.isEmpty()
                && canningTroubles(false).isEmpty()
                && stamp.isOld(now)
                && deleted.isOld(now)
                && cannedDirectory.index().isOld(now);
        memory.putAllCanned(bucket.toString(), lasting ? key : null);
        return found;
    }
}
