package org.ooni.pipeline.cli.duplicates;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.ooni.pipeline.metadb.RepeatPlan;
import org.ooni.pipeline.metadb.RepeatedReport;
import org.ooni.pipeline.raw.Bucket;

/**
 * What came of comparing buckets.
 *
 * @param plan what was added to {@code repeated_report}, or would be
 * @param known the rows of the same reports that were there before, with their groups
 * @param buckets that were compared with all others
 * @param troubles what could not be read, by bucket
 */
public record Comparison(
        RepeatPlan plan, List<RepeatedReport> known, int buckets, SortedMap<Bucket, IOException> troubles) {
    public Comparison {
        known = List.copyOf(known);
    }
}
