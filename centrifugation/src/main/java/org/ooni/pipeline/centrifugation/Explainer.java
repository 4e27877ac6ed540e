package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.centrifugation.Explanation.FeederFailure;
import org.ooni.pipeline.centrifugation.Explanation.TableRows;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.MeasurementSpine;
import org.ooni.pipeline.feeder.ReportFields;
import org.ooni.pipeline.feeder.ReportSpine;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;
import org.ooni.pipeline.raw.Bucket;

/** Tells what the Feeders make of one measurement, from the archive alone. */
public final class Explainer {
    /** Only the database knows them, or nobody asks for them. */
    private static final Set<String> HIDDEN = Set.of("msm_no", "report_no", "software_no", "sha256", "residual_sha256");

    private final Path autoclavedRoot;
    private final List<Feeder> feeders;

    /** @param feeders ready to be fed from */
    public Explainer(Path autoclavedRoot, List<Feeder> feeders) {
        this.autoclavedRoot = autoclavedRoot;
        this.feeders = List.copyOf(feeders);
    }

    /**
     * Explains the measurement number {@code number}, from 0, of the report {@code textname}; that others of its report
     * may not agree with it is not looked at.
     *
     * @throws BadInputException when the archive has none
     */
    public Explanation explain(String textname, int number) throws IOException {
        Bucket bucket = Bucket.parse(textname.substring(0, Math.max(0, textname.indexOf('/'))));
        Path index = bucket.under(autoclavedRoot).resolve(Centrifugation.INDEX);
        if (!Files.exists(index)) {
            throw new BadInputException("there is no " + index);
        }
        Map<String, IndexedFile> files = IndexedFiles.read(index, bucket, Set.of());
        Finder finder = new Finder(textname, number);
        new IndexWalk(index, files, finder).walk();
        if (finder.found == null) {
            throw new BadInputException(index + ": the report " + textname + " has "
                    + (finder.seen == 0 ? "no measurement, or is not there" : finder.seen + " measurements, from 0"));
        }
        try (DatumReader archive = new DatumReader(autoclavedRoot, Progress.NONE)) {
            return explain(finder.found, archive.read(finder.found));
        }
    }

    /** The place of one measurement. */
    private static final class Finder implements IndexWalk.Visitor {
        private final String textname;
        private final int number;
        private MeasurementPlace found;
        private int seen;

        private Finder(String textname, int number) {
            this.textname = textname;
            this.number = number;
        }

        @Override
        public void measurement(MeasurementPlace place, String report) {
            if (report.equals(textname) && seen++ == number) {
                found = place;
            }
        }
    }

    private Explanation explain(MeasurementPlace place, JsonNode datum) throws IOException {
        MeasurementRows rows = new MeasurementRows(feeders);
        RowWriter reportRow = new RowWriter(ReportSpine.TABLE);
        Set<String> testNames = Set.of(datum.path("test_name").asText());
        Optional<Refusal> refusal = rows.take(place.msmNo(), datum);
        if (refusal.isEmpty()) {
            refusal = writeReport(new ReportSpine(testNames, software -> 0), place, rows.fields(), reportRow);
        }
        List<TableRows> tables = new ArrayList<>();
        tables.add(tableRows("report", ReportSpine.TABLE, reportRow));
        tables.add(tableRows("measurement", MeasurementSpine.TABLE, rows.measurement()));
        rows.feeders()
                .forEach(each -> tables.add(
                        tableRows(each.feeder().dataTable(), each.feeder().table(), each.rows())));
        tables.add(tableRows("residual", MeasurementSpine.RESIDUALS, rows.residual()));
        return new Explanation(
                place.filename() + ", frame at " + place.frameOff() + ", " + place.intraSize() + " bytes at "
                        + place.intraOff() + " of its text",
                refusal.map(Refusal::message).orElse(null),
                tables,
                rows.failures().stream().map(Explainer::failure).toList());
    }

    private static Optional<Refusal> writeReport(
            ReportSpine report, MeasurementPlace place, ReportFields fields, RowWriter row) throws IOException {
        try {
            Optional<Refusal> refusal = Refusal.byReport(report, place.reportNo(), fields);
            if (refusal.isEmpty()) {
                report.accept(row);
            }
            return refusal;
        } catch (SQLException e) {
            throw new IOException("without a database nothing is asked of it", e);
        }
    }

    private static FeederFailure failure(MeasurementRows.Failure failure) {
        return new FeederFailure(
                failure.feeder().dataTable(),
                failure.erasing() ? "erase" : "feed",
                failure.cause().getMessage(),
                failure.hash());
    }

    private static TableRows tableRows(String name, Table table, RowWriter writer) {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (!HIDDEN.contains(table.columns().get(i))) {
                shown.add(i);
            }
        }
        List<List<String>> rows = writer.lines()
                .lines()
                .map(line -> Arrays.asList(line.split("\t", -1)))
                .map(fields -> shown.stream().map(fields::get).toList())
                .toList();
        return new TableRows(name, shown.stream().map(table.columns()::get).toList(), rows);
    }
}
