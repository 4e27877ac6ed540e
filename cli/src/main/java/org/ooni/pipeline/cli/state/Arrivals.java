package org.ooni.pipeline.cli.state;

import java.time.Instant;
import java.util.List;
import org.ooni.pipeline.raw.RawReport;

/**
 * What lies in a bucket of reports-raw and in no can.
 *
 * @param reports sorted by name
 * @param uploads when each file under a temporary name was changed last
 */
public record Arrivals(List<Arrival> reports, List<Instant> uploads) {
    public static final Arrivals NONE = new Arrivals(List.of(), List.of());

    public Arrivals {
        reports = List.copyOf(reports);
        uploads = List.copyOf(uploads);
    }

    /** A report, and when its file was changed last. */
    public record Arrival(RawReport report, Instant changed) {}

    boolean isEmpty() {
        return reports.isEmpty() && uploads.isEmpty();
    }
}
