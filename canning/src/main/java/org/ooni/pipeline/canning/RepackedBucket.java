package org.ooni.pipeline.canning;

import java.util.List;

/**
 * What taking reports out of a bucket's cans did, or would do.
 *
 * @param reports textnames that went, in the order of the cans
 * @param repacked cans, relative to the root, that others stay in
 * @param removed cans that lost their last report and are gone
 */
public record RepackedBucket(List<String> reports, List<String> repacked, List<String> removed) {
    static final RepackedBucket UNTOUCHED = new RepackedBucket(List.of(), List.of(), List.of());

    public RepackedBucket {
        reports = List.copyOf(reports);
        repacked = List.copyOf(repacked);
        removed = List.copyOf(removed);
    }

    boolean isUntouched() {
        return reports.isEmpty();
    }
}
