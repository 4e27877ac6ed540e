package org.ooni.pipeline.centrifugation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.ooni.pipeline.centrifugation.IngestRefusedException.Reason;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.metadb.KnownFile;

/**
 * What is to be done with each file of a bucket. Decided from values alone, before anything is written. No file is in
 * two of the sets, {@code relist} aside.
 *
 * @param ingest not in the database
 * @param reingest in the database with other bytes, or as other reports
 * @param reprocess in the database with rows of an older version: the tables to be redone, in no order; none if only
 *     the version is to be recorded
 * @param forget in the database and not in the index, to be taken out on purpose
 * @param done in the database as it is
 * @param relist done or reprocessed, and the index names other bad blobs than the database, which are replaced
 * @param left not selected, although there is something to do
 * @param absentPlugIns tables of Feeders that the database has rows of and that this program does not have
 */
public record IngestPlan(
        SortedSet<String> ingest,
        SortedSet<String> reingest,
        SortedMap<String, Set<String>> reprocess,
        SortedSet<String> forget,
        SortedSet<String> done,
        SortedSet<String> relist,
        SortedSet<String> left,
        SortedSet<String> absentPlugIns) {

    private IngestPlan() {
        this(
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>());
    }

    /**
     * Compares an index with what the database has of the same bucket. A file that changed is reingested whatever its
     * versions.
     *
     * @param forget names of files to be taken out; those that neither side knows are ignored
     * @throws IngestRefusedException for files that the index has lost, for rows of a later version or of none, and for
     *     files to be forgotten that the index still names
     */
    static IngestPlan of(
            Map<String, Sha1> inIndex,
            List<KnownFile> inDatabase,
            List<FeederVersion> feeders,
            int codeVer,
            Set<String> forget)
            throws IngestRefusedException {
        IngestPlan plan = new IngestPlan();
        Refusals refusals = new Refusals(feeders, codeVer);
        FeederVersions versions = new FeederVersions(feeders);
        plan.ingest.addAll(inIndex.keySet());
        for (KnownFile file : inDatabase) {
            String name = file.filename();
            plan.ingest.remove(name);
            plan.absentPlugIns.addAll(versions.unknownOf(file));
            Sha1 sha1 = inIndex.get(name);
            if (sha1 == null) {
                (forget.contains(name) ? plan.forget : refusals.vanished).add(name);
            } else if (!sha1.equals(file.sha1())) {
                plan.reingest.add(name);
            } else if (refusals.accept(file)) {
                plan.compareVersions(file, versions.outdatedOf(file), codeVer);
            }
        }
        forget.stream().filter(inIndex::containsKey).forEach(refusals.stillIndexed::add);
        refusals.raise();
        return plan;
    }

    private void compareVersions(KnownFile file, Set<String> outdated, int codeVer) {
        if (file.codeVer() < codeVer || !outdated.isEmpty()) {
            reprocess.put(file.filename(), outdated);
        } else {
            done.add(file.filename());
        }
    }

    /**
     * The same with regard to what the index says of files beside their bytes.
     *
     * @param otherReports files whose reports the database knows otherwise
     * @param otherBadBlobs files whose bad blobs the database knows otherwise
     */
    IngestPlan comparing(Set<String> otherReports, Set<String> otherBadBlobs) {
        IngestPlan compared = narrowed(file -> true, Integer.MAX_VALUE);
        for (String name : otherReports) {
            if (compared.done.remove(name) | compared.reprocess.remove(name) != null) {
                compared.reingest.add(name);
            }
        }
        otherBadBlobs.stream()
                .filter(name -> compared.done.contains(name) || compared.reprocess.containsKey(name))
                .forEach(compared.relist::add);
        return compared;
    }

    /**
     * The same, with all of {@code tables} redone of each file that is in the database with these bytes.
     *
     * @param wanted files for which this is asked
     */
    IngestPlan again(Predicate<String> wanted, Set<String> tables) {
        IngestPlan again = narrowed(file -> true, Integer.MAX_VALUE);
        for (Collection<String> names : List.of(done, reprocess.keySet())) {
            names.stream().filter(wanted).forEach(name -> again.reprocess.put(name, tables));
        }
        again.done.removeAll(again.reprocess.keySet());
        return again;
    }

    /** The same without what {@code wanted} does not hold for, and with {@code limit} files at most. */
    IngestPlan narrowed(Predicate<String> wanted, int limit) {
        SortedSet<String> taken = new TreeSet<>(ingest);
        taken.addAll(reingest);
        taken.addAll(reprocess.keySet());
        IngestPlan narrowed = new IngestPlan();
        narrowed.left.addAll(taken);
        taken.stream().filter(wanted).limit(limit).forEach(narrowed.left::remove);
        narrowed.ingest.addAll(ingest);
        narrowed.reingest.addAll(reingest);
        narrowed.reprocess.putAll(reprocess);
        for (Collection<String> names : List.of(narrowed.ingest, narrowed.reingest, narrowed.reprocess.keySet())) {
            names.removeAll(narrowed.left);
        }
        narrowed.forget.addAll(forget);
        narrowed.done.addAll(done);
        relist.stream()
                .filter(name -> wanted.test(name) && !narrowed.left.contains(name))
                .forEach(narrowed.relist::add);
        narrowed.absentPlugIns.addAll(absentPlugIns);
        return narrowed;
    }

    /** Whether the database is to stay as it is. */
    public boolean isEmpty() {
        return keepsIndex() && reprocess.isEmpty();
    }

    /** Whether the database has all that the index says of the files that are taken up. */
    boolean keepsIndex() {
        return ingest.isEmpty() && reingest.isEmpty() && forget.isEmpty() && relist.isEmpty();
    }

    /** What stands in the way of a plan. */
    private static final class Refusals {
        private final SortedSet<String> vanished = new TreeSet<>();
        private final SortedSet<String> stillIndexed = new TreeSet<>();
        private final SortedSet<String> fromTheFuture = new TreeSet<>();
        private final SortedSet<String> ofNoVersion = new TreeSet<>();
        private final List<FeederVersion> feeders;
        private final int codeVer;

        private Refusals(List<FeederVersion> feeders, int codeVer) {
            this.feeders = feeders;
            this.codeVer = codeVer;
        }

        boolean accept(KnownFile file) {
            if (file.codeVer() < 0) {
                ofNoVersion.add(file.filename());
            } else if (file.codeVer() > codeVer || feeders.stream().anyMatch(feeder -> isAhead(file, feeder))) {
                fromTheFuture.add(file.filename());
            } else {
                return true;
            }
            return false;
        }

        private static boolean isAhead(KnownFile file, FeederVersion feeder) {
            return feeder.plugIn() && file.feeders().getOrDefault(feeder.table(), 0) > feeder.version();
        }

        void raise() throws IngestRefusedException {
            refuse(Reason.VANISHED, vanished);
            refuse(Reason.STILL_INDEXED, stillIndexed);
            refuse(Reason.FROM_THE_FUTURE, fromTheFuture);
            refuse(Reason.OF_NO_VERSION, ofNoVersion);
        }

        private static void refuse(Reason reason, SortedSet<String> files) throws IngestRefusedException {
            if (!files.isEmpty()) {
                throw new IngestRefusedException(reason, files);
            }
        }
    }
}
