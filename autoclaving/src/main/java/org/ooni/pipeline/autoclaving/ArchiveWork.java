package org.ooni.pipeline.autoclaving;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a run does to the files of a bucket, by names relative to the root. Decided before anything is written.
 *
 * @param make files that the archive does not have
 * @param remake files that it has and that are made again in their places
 * @param remove files that go
 * @param forget files that the index names, and that neither are there nor have a can
 * @param keep files whose events stay in the index
 */
record ArchiveWork(Set<String> make, Set<String> remake, Set<String> remove, Set<String> forget, Set<String> keep) {

    /** Everything that the cans ask for. */
    static ArchiveWork all(AutoclavedBucket bucket) {
        Set<String> keep = new HashSet<>(bucket.whole());
        keep.removeAll(bucket.stale());
        keep.removeAll(bucket.orphaned());
        return new ArchiveWork(bucket.missing(), bucket.stale(), bucket.orphaned(), bucket.gone(), keep);
    }

    /** Of {@code files}, those that the archive has: they are made again, or go where all their reports were deleted. */
    static ArchiveWork again(AutoclavedBucket bucket, Set<String> files) {
        Set<String> remake = new HashSet<>(bucket.whole());
        remake.retainAll(files);
        remake.removeAll(bucket.withoutCan());
        Set<String> remove = new HashSet<>(bucket.orphaned());
        remove.retainAll(files);
        Set<String> keep = new HashSet<>(bucket.whole());
        keep.addAll(bucket.lost());
        keep.removeAll(remake);
        keep.removeAll(remove);
        return new ArchiveWork(Set.of(), remake, remove, Set.of(), keep);
    }

    /** Of what {@code wanted} holds for, everything: what is missing and what is there. */
    static ArchiveWork made(AutoclavedBucket bucket, Predicate<String> wanted) {
        Set<String> remake = new HashSet<>(bucket.whole());
        remake.removeAll(bucket.withoutCan());
        ArchiveWork work = new ArchiveWork(
                only(wanted, bucket.missing()),
                only(wanted, remake),
                only(wanted, bucket.orphaned()),
                only(wanted, bucket.gone()),
                new HashSet<>(bucket.whole()));
        work.keep.addAll(bucket.lost());
        for (Set<String> other : List.of(work.make, work.remake, work.remove, work.forget)) {
            work.keep.removeAll(other);
        }
        return work;
    }

    private static Set<String> only(Predicate<String> wanted, Set<String> files) {
        return files.stream().filter(wanted).collect(Collectors.toSet());
    }

    boolean isNothing() {
        return make.isEmpty() && remake.isEmpty() && remove.isEmpty() && forget.isEmpty();
    }

    boolean makes(String file) {
        return make.contains(file) || remake.contains(file);
    }
}
