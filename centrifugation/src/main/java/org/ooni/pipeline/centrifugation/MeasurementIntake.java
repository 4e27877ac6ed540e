package org.ooni.pipeline.centrifugation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.feeder.BadMeta;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.MeasurementSpine;
import org.ooni.pipeline.feeder.ReportSpine;
import org.ooni.pipeline.metadb.BadRows;
import org.ooni.pipeline.metadb.CopySink;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/**
 * Takes what was made of measurements, in the order of their places: has each agree with its report, and sends its rows
 * to the database. Those of a measurement are sent together, and only when it is accepted; Feeders do not know. Not
 * thread-safe.
 */
final class MeasurementIntake {
    private static final Table EXC = Table.of("measurement_exc", "msm_no", "exc");

    private final ReportSpine report;
    private final RowWriter reportRow = new RowWriter(ReportSpine.TABLE);
    private final RowWriter excRow = new RowWriter(EXC);
    private final BadMeta badMeta;
    private final BadRows badRows;
    private final CopySink reportSink;
    private final CopySink measurementSink;
    private final SentResiduals sentResiduals = new SentResiduals();
    private final CopySink residualSink;
    private final CopySink excSink;
    private final List<CopySink> featureSinks = new ArrayList<>();
    private long accepted;
    private long redone;
    private long textBytes;

    MeasurementIntake(Connection connection, List<Feeder> feeders, ReportSpine report) throws SQLException {
        this.report = report;
        this.badMeta = new BadMeta(connection);
        this.badRows = new BadRows(connection);
        this.reportSink = CopySink.strict(connection, ReportSpine.TABLE);
        this.measurementSink = CopySink.strict(connection, MeasurementSpine.TABLE);
        this.residualSink = CopySink.strict(connection, MeasurementSpine.RESIDUALS);
        this.excSink = CopySink.strict(connection, EXC);
        for (Feeder feeder : feeders) {
            featureSinks.add(CopySink.tolerant(connection, feeder.table(), badRows));
        }
    }

    void take(FedMeasurement measurement) throws SQLException {
        textBytes += measurement.place().intraSize();
        if (measurement.fields() == null && measurement.refusal() == null) {
            takeRedone(measurement);
            return;
        }
        Refusal refusal = refusal(measurement);
        if (refusal == null) {
            accept(measurement);
        } else if (refusal.byReport()) {
            badMeta.addReportFailure(
                    measurement.place().autoclavedNo(), measurement.place().reportNo(), refusal.hash());
        } else {
            badMeta.addMeasurementFailure(
                    measurement.place().autoclavedNo(), measurement.place().reportNo(), refusal.hash());
        }
    }

    /** The report's reason counts before the measurement's own. */
    private Refusal refusal(FedMeasurement measurement) throws SQLException {
        return measurement.fields() == null
                ? measurement.refusal()
                : Refusal.byReport(report, measurement.place().reportNo(), measurement.fields())
                        .orElse(measurement.refusal());
    }

    private void accept(FedMeasurement measurement) throws SQLException {
        report.accept(reportRow);
        reportSink.take(reportRow);
        measurementSink.take(measurement.row());
        if (sentResiduals.add(measurement.residual())) {
            residualSink.take(measurement.residual());
        }
        takeFeatures(measurement);
        accepted++;
    }

    private void takeRedone(FedMeasurement measurement) throws SQLException {
        takeFeatures(measurement);
        if (!measurement.exc().isEmpty()) {
            excRow.integer(measurement.place().msmNo())
                    .text(MeasurementSpine.hashes(measurement.exc()))
                    .end();
            excSink.take(excRow);
        }
        redone++;
    }

    private void takeFeatures(FedMeasurement measurement) throws SQLException {
        for (int i = 0; i < featureSinks.size(); i++) {
            featureSinks.get(i).take(measurement.features().get(i));
        }
    }

    /** Sends what is buffered, refused rows last. */
    void flush() throws SQLException {
        reportSink.flush();
        measurementSink.flush();
        residualSink.flush();
        excSink.flush();
        badMeta.flush();
        for (CopySink sink : featureSinks) {
            sink.flush();
        }
        badRows.flush();
    }

    /** Measurements that were accepted. */
    long accepted() {
        return accepted;
    }

    /** Measurements that were in the database already. */
    long redone() {
        return redone;
    }

    /** Of all measurements, refused ones too. */
    long textBytes() {
        return textBytes;
    }

    /** Measurements that were refused. */
    long refused() {
        return badMeta.count();
    }

    /** Feeders' rows that PostgreSQL refused; complete after {@link #flush()}. */
    long refusedRows() {
        return badRows.count();
    }
}
