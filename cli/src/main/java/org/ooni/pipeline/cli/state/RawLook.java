package org.ooni.pipeline.cli.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.cli.state.Arrivals.Arrival;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.RawReport;
import org.ooni.pipeline.raw.ReportsRaw;

/** One look at a bucket of reports-raw, held against its cans. Used once. */
final class RawLook {
    private final Roots roots;
    private final Bucket bucket;
    private final CannedFacts.Reading canned;
    private final List<Trouble> troubles = new ArrayList<>();

    RawLook(Roots roots, Bucket bucket, CannedFacts.Reading canned) {
        this.roots = roots;
        this.bucket = bucket;
        this.canned = canned;
    }

    /** What has arrived; reports that were deleted on purpose have not. */
    Arrivals arrivals() throws IOException {
        Path directory = bucket.under(roots.reportsRaw());
        try {
            ReportsRaw raw = ReportsRaw.list(directory);
            DeletedReports deleted = DeletedReports.read(roots.canned());
            List<Arrival> waiting = new ArrayList<>();
            for (RawReport report : raw.reports()) {
                Long size = canned.texts().get(report.name().file());
                String textname = bucket + "/" + report.name().file();
                if (size == null && !deleted.contains(textname)) {
                    changed(directory.resolve(report.name().file()))
                            .ifPresent(time -> waiting.add(new Arrival(report, time)));
                } else if (size != null && size != report.size()) {
                    troubles.add(Trouble.disagreeing("report " + textname
                            + " has changed since it was canned: it had " + size + " bytes, now it has "
                            + report.size()));
                }
            }
            List<Instant> uploads = new ArrayList<>();
            for (String file : raw.leftAlone()) {
                changed(directory.resolve(file)).ifPresent(uploads::add);
            }
            return new Arrivals(waiting, uploads, Surplus.of(waiting, canned));
        } catch (BadInputException e) {
            troubles.add(Trouble.bad(e.getMessage()));
            return Arrivals.NONE;
        }
    }

    List<Trouble> troubles() {
        return List.copyOf(troubles);
    }

    /** Empty of a file that is gone: an upload gets its name at any time. */
    private static Optional<Instant> changed(Path file) throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
