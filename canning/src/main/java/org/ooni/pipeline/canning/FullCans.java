package org.ooni.pipeline.canning;

import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.raw.RawReport;

/** Which reports fill cans already, so that nothing is gained by waiting for more. Pure. */
public final class FullCans {
    /** Bytes of uncompressed reports that a can stays below; a report of that size stands alone. */
    public static final long CAN_SIZE = 64L << 20;

    private FullCans() {}

    /**
     * The reports of all slices but the last one, which more reports might still join. Canned by themselves they give
     * those very slices.
     *
     * @param reports of one test, sorted by name
     * @param canSize {@link #CAN_SIZE}, but for tests
     */
    public static List<RawReport> of(List<RawReport> reports, long canSize) {
        List<RawReport> full = new ArrayList<>();
        List<RawReport> small = new ArrayList<>();
        for (RawReport report : reports) {
            (report.size() >= canSize ? full : small).add(report);
        }
        List<List<RawReport>> slices = PackPlan.slices(small, canSize);
        slices.stream().limit(Math.max(0, slices.size() - 1L)).forEach(full::addAll);
        return full;
    }
}
