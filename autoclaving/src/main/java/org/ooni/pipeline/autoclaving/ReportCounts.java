package org.ooni.pipeline.autoclaving;

/** What a can's reports came to. */
record ReportCounts(long reports, long data, long badBlobs, long cutOffs, long empty, long rawBytes) {
    static final ReportCounts NONE = new ReportCounts(0, 0, 0, 0, 0, 0);

    ReportCounts plus(ReportCounts other) {
        return new ReportCounts(
                reports + other.reports,
                data + other.data,
                badBlobs + other.badBlobs,
                cutOffs + other.cutOffs,
                empty + other.empty,
                rawBytes + other.rawBytes);
    }
}
