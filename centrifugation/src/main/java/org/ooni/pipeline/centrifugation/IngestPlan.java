package org.ooni.pipeline.centrifugation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ooni.pipeline.centrifugation.IngestRefusedException.Reason;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.metadb.KnownFile;

/**
 * What is to be done with each file of a bucket. Decided from values alone, before anything is written.
 *
 * @param ingest not in the database
 * @param reingest in the database with other bytes
 * @param reprocess in the database with rows of an older code version
 * @param done in the database as it is
 */
record IngestPlan(
        SortedSet<String> ingest, SortedSet<String> reingest, SortedSet<String> reprocess, SortedSet<String> done) {

    /**
     * Compares an index with what the database has of the same bucket. A file that changed is reingested whatever its
     * code version.
     *
     * @throws IngestRefusedException for files that the index has lost, and for rows of a later code version
     */
    static IngestPlan of(Map<String, Sha1> inIndex, List<KnownFile> inDatabase, int codeVer)
            throws IngestRefusedException {
        IngestPlan plan = new IngestPlan(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        SortedSet<String> vanished = new TreeSet<>();
        SortedSet<String> fromTheFuture = new TreeSet<>();
        Set<String> fresh = new HashSet<>(inIndex.keySet());
        for (KnownFile file : inDatabase) {
            fresh.remove(file.filename());
            Sha1 sha1 = inIndex.get(file.filename());
            if (sha1 == null) {
                vanished.add(file.filename());
            } else if (!sha1.equals(file.sha1())) {
                plan.reingest.add(file.filename());
            } else if (file.codeVer() > codeVer) {
                fromTheFuture.add(file.filename());
            } else {
                (file.codeVer() < codeVer ? plan.reprocess : plan.done).add(file.filename());
            }
        }
        refuse(Reason.VANISHED, vanished);
        refuse(Reason.FROM_THE_FUTURE, fromTheFuture);
        plan.ingest.addAll(fresh);
        return plan;
    }

    /** Demands that there is nothing to do but to ingest new files. */
    void requireIngestOnly() throws IngestRefusedException {
        refuse(Reason.CHANGED, reingest);
        refuse(Reason.OUTDATED, reprocess);
    }

    private static void refuse(Reason reason, SortedSet<String> files) throws IngestRefusedException {
        if (!files.isEmpty()) {
            throw new IngestRefusedException(reason, files);
        }
    }
}
