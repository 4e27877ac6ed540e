package org.ooni.pipeline.canning;

import java.util.List;
import org.ooni.pipeline.raw.RawReport;

/**
 * A can to be made.
 *
 * @param file its name within the bucket
 * @param reports in the order of the tar
 * @param tar whether the reports go into a tar; otherwise there is one, as it is
 */
record CanPlan(String file, List<RawReport> reports, boolean tar) {
    static CanPlan asIs(RawReport report) {
        return new CanPlan(report.name().file() + ".lz4", List.of(report), false);
    }

    static CanPlan tar(String file, List<RawReport> reports) {
        return new CanPlan(file, List.copyOf(reports), true);
    }
}
