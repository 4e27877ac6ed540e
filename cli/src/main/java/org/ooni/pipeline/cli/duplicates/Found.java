package org.ooni.pipeline.cli.duplicates;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.ooni.pipeline.metadb.ReportContent;
import org.ooni.pipeline.raw.Bucket;

/**
 * What a search has found.
 *
 * @param reports names by content; of each content there are two or more
 * @param compared the stamps of the indexes of the buckets that were looked for
 * @param troubles what could not be read, by bucket: then reports may be missing
 */
record Found(
        Map<ReportContent, SortedSet<String>> reports,
        SortedMap<Bucket, IndexStamp> compared,
        SortedMap<Bucket, IOException> troubles) {
    Found {
        reports = Map.copyOf(reports);
        compared = Collections.unmodifiableSortedMap(new TreeMap<>(compared));
        troubles = Collections.unmodifiableSortedMap(new TreeMap<>(troubles));
    }
}
