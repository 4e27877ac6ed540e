package org.ooni.pipeline.cli.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.raw.RawReport;

/**
 * What lies in a bucket of reports-raw and in no can.
 *
 * @param reports sorted by name
 * @param uploads when each file under a temporary name was changed last
 * @param surplus how many cans more than it needs each test of these reports would have if they gave it another one
 */
public record Arrivals(List<Arrival> reports, List<Instant> uploads, Map<String, Integer> surplus) {
    public static final Arrivals NONE = new Arrivals(List.of(), List.of(), Map.of());

    public Arrivals {
        reports = List.copyOf(reports);
        uploads = List.copyOf(uploads);
        surplus = Map.copyOf(surplus);
    }

    /** A report, and when its file was changed last. */
    public record Arrival(RawReport report, Instant changed) {}

    boolean isEmpty() {
        return reports.isEmpty() && uploads.isEmpty();
    }
}
