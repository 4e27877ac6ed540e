package org.ooni.pipeline.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.sample.Defect.Kind;
import org.ooni.pipeline.sample.ReportFile.Blob;

/** Four reports, each with one thing wrong. */
final class DefectiveReports {
    private static final PageBytes PAGES = new PageBytes(5_000, 9_000);
    private static final byte[] NO_YAML = "---\ninput: http://forum.example.org/\nrequests: [{url: unclosed\n...\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final Path directory;
    private final Dice dice;
    private final List<WrittenDay.Report> reports = new ArrayList<>();
    private final List<Defect> defects = new ArrayList<>();

    private interface Content {
        /** Writes the measurements and returns the place of the defect. */
        Blob writeTo(ReportFile report) throws IOException;
    }

    DefectiveReports(Path directory, Dice dice) {
        this.directory = directory;
        this.dice = dice;
    }

    /** @param start of the first; the others follow a second apart */
    void write(LocalDateTime start) throws IOException {
        write(Kind.TRUNCATED_REPORT, TestKind.WEB_CONNECTIVITY, start, this::truncated);
        write(Kind.UNPARSABLE_ENTRY, TestKind.HTTP_REQUESTS, start.plusSeconds(1), this::unparsable);
        write(Kind.REFUSED_ROW, TestKind.WEB_CONNECTIVITY, start.plusSeconds(2), this::refusedRow);
        write(Kind.REFUSED_METADATA, TestKind.NDT, start.plusSeconds(3), this::refusedMetadata);
    }

    private void write(Kind kind, TestKind test, LocalDateTime start, Content content) throws IOException {
        Probe probe = Probe.in(Country.US, dice, start);
        try (ReportFile report = ReportFile.create(directory, test.test(), probe, dice)) {
            Blob blob = content.writeTo(report);
            String textname = directory.getFileName() + "/" + report.name();
            defects.add(new Defect(kind, textname, blob.offset(), blob.size()));
            reports.add(report.summary());
        }
    }

    private Blob truncated(ReportFile report) throws IOException {
        report.measure(dice, PAGES);
        report.measure(dice, PAGES);
        return report.writeCutOff(report.prepare(dice, PAGES));
    }

    private Blob unparsable(ReportFile report) throws IOException {
        report.measure(dice, PAGES);
        Blob blob = report.append(NO_YAML);
        report.measure(dice, PAGES);
        return blob;
    }

    private Blob refusedRow(ReportFile report) throws IOException {
        report.measure(dice, PAGES);
        Fields measurement = report.prepare(dice, PAGES);
        Fields keys = (Fields) measurement.get("test_keys");
        List<Object> connections = new ArrayList<>((List<?>) keys.get("tcp_connect"));
        connections.add(WebConnectivityReports.connection("999.1.1.1", 80, "generic_timeout_error"));
        keys.set("tcp_connect", connections);
        return report.write(measurement);
    }

    private Blob refusedMetadata(ReportFile report) throws IOException {
        return report.write(report.prepare(dice, PAGES).set("probe_cc", "USA"));
    }

    List<WrittenDay.Report> reports() {
        return reports;
    }

    List<Defect> defects() {
        return defects;
    }
}
