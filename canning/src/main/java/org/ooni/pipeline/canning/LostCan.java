package org.ooni.pipeline.canning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.TarCan;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.RawReport;
import org.ooni.pipeline.raw.ReportName;

/** Makes a can again that is damaged or gone, from raw reports that are still there: the very bytes of its row. */
public final class LostCan {
    private final Path reportsRawRoot;
    private final Path cannedRoot;

    public LostCan(Path reportsRawRoot, Path cannedRoot) {
        this.reportsRawRoot = reportsRawRoot;
        this.cannedRoot = cannedRoot;
    }

    /** Whether all reports of {@code can} lie in the raw bucket, by names and sizes. */
    public static boolean isLikely(Path reportsRawRoot, Can can) throws IOException {
        for (CannedText report : can.reports()) {
            Path raw = reportsRawRoot.resolve(report.textname());
            if (!Files.isRegularFile(raw, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(raw) != report.digest().size()) {
                return false;
            }
        }
        return true;
    }

    /** The row of {@code file}, with its bucket, in an index that can be read; empty if there is none. */
    public static Optional<Can> row(Path index, String file) throws IOException {
        try (CanIndex.Reader rows = CanIndex.open(index)) {
            for (Can can = rows.next(); can != null; can = rows.next()) {
                if (can.filename().equals(file)) {
                    return Optional.of(can);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Puts a new can in the place of a damaged one, which is kept aside.
     *
     * @throws BadInputException if it comes out otherwise than its row in the index; then there is none in its place
     */
    public void remake(Bucket bucket, Can can) throws IOException {
        try (PublishedDirectory directory = PublishedDirectory.open(cannedRoot, bucket.toString())) {
            directory.beginChange(Set.of());
            if (Files.exists(directory.path().resolve(can.basename()), LinkOption.NOFOLLOW_LINKS)) {
                directory.moveAside(can.basename());
            }
            Can made;
            try (Publication publication = directory.restore(can.basename())) {
                made = new CanWriter(bucket, bucket.under(reportsRawRoot), Progress.NONE).write(plan(can), publication);
            }
            if (!made.equals(can)) {
                directory.moveAside(can.basename());
                throw new BadInputException("the raw reports give another can than " + can.filename() + " was");
            }
        }
    }

    private static CanPlan plan(Can can) throws BadInputException {
        List<RawReport> reports = new ArrayList<>();
        for (CannedText report : can.reports()) {
            String file = report.textname().substring(report.textname().indexOf('/') + 1);
            ReportName name = ReportName.parse(file)
                    .orElseThrow(() -> new BadInputException("not the name of a report: " + report.textname()));
            reports.add(new RawReport(name, report.digest().size()));
        }
        return new CanPlan(can.basename(), reports, can instanceof TarCan);
    }
}
