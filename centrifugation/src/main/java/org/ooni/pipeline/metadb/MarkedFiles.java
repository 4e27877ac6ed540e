package org.ooni.pipeline.metadb;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Files whose rows of {@code http_request_fp} the next run over their buckets makes again.
 *
 * @param files by name
 * @param fresh how many of them were not marked before
 */
public record MarkedFiles(List<AffectedFile> files, int fresh) {
    public MarkedFiles {
        files = List.copyOf(files);
    }

    /** The days of the buckets to be run. */
    public SortedSet<LocalDate> buckets() {
        return files.stream().map(AffectedFile::bucket).collect(Collectors.toCollection(TreeSet::new));
    }
}
