package org.ooni.pipeline.canning;

import java.util.List;
import org.ooni.pipeline.raw.RawReport;

/** How many cans a test has beyond those that its reports need by the slicing rule. Pure. */
public final class SurplusCans {
    /** A run that joins makes no more than these: what comes later goes into a can that is there. */
    public static final int MOST = 3;

    private SurplusCans() {}

    /**
     * @param cans that the test has, or would have
     * @param reports all that are in them, sorted by name
     * @param canSize {@link FullCans#CAN_SIZE}, but for tests
     */
    public static int of(int cans, List<RawReport> reports, long canSize) {
        List<RawReport> small =
                reports.stream().filter(report -> report.size() < canSize).toList();
        int needed =
                reports.size() - small.size() + PackPlan.slices(small, canSize).size();
        return cans - needed;
    }
}
