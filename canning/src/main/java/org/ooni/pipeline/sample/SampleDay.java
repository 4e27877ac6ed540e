package org.ooni.pipeline.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.sample.Shape.Portion;

/**
 * One bucket of made-up reports.
 *
 * @param seed the same seed, bucket and shape give the same files, byte for byte
 */
public record SampleDay(long seed, LocalDate bucket, Shape shape) {
    private static final int SECONDS_OF_DAY = 86_400;

    /** The last seconds of the day are those of the defective reports. */
    private static final int DEFECTS_FROM = SECONDS_OF_DAY - 10;

    public SampleDay {
        if (shape.reports() > DEFECTS_FROM) {
            // A report without an id is told from another by the second of its start.
            throw new IllegalArgumentException("more reports than seconds: " + shape.reports());
        }
    }

    /**
     * Writes {@code <reportsRawRoot>/<bucket>/<report files>}, creating directories as needed.
     *
     * @throws java.nio.file.FileAlreadyExistsException if one of the reports is there already
     */
    public WrittenDay writeTo(Path reportsRawRoot) throws IOException {
        Path directory = Files.createDirectories(reportsRawRoot.resolve(bucket.toString()));
        List<WrittenDay.Report> reports = new ArrayList<>();
        for (Portion portion : shape.portions()) {
            for (int i = 0; i < portion.reports(); i++) {
                reports.add(write(directory, portion, reports.size()));
            }
        }
        List<Defect> defects = List.of();
        if (shape.withDefects()) {
            DefectiveReports defective = new DefectiveReports(directory, new Dice(seed, reports.size()));
            defective.write(midnight().plusSeconds(DEFECTS_FROM));
            reports.addAll(defective.reports());
            defects = defective.defects();
        }
        return new WrittenDay(directory, reports, defects);
    }

    private WrittenDay.Report write(Path directory, Portion portion, int ordinal) throws IOException {
        Dice dice = new Dice(seed, ordinal);
        int slot = DEFECTS_FROM / shape.reports();
        LocalDateTime start = midnight().plusSeconds((long) ordinal * slot + dice.below(slot));
        Probe probe = Probe.in(Country.ofReport(ordinal), dice, start);
        try (ReportFile report = ReportFile.create(directory, portion.test().test(), probe, dice)) {
            while (report.measurements() < portion.measurements() || report.size() < portion.atLeastBytes()) {
                report.measure(dice, portion.pages());
            }
            return report.summary();
        }
    }

    private LocalDateTime midnight() {
        return bucket.atStartOfDay();
    }
}
