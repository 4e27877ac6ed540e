package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.centrifugation.MeasurementRows.Refusal;
import org.ooni.pipeline.feeder.BadMeta;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.MeasurementSpine;
import org.ooni.pipeline.feeder.ReportSpine;
import org.ooni.pipeline.metadb.BadRows;
import org.ooni.pipeline.metadb.CopySink;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/**
 * Sends the rows of measurements to the database. Those of a measurement are sent together, and only when it is
 * accepted; Feeders do not know. Not thread-safe.
 */
final class MeasurementLoop {
    private static final Table EXC = Table.of("measurement_exc", "msm_no", "exc");

    private final MeasurementRows rows;
    private final RowWriter excRows = new RowWriter(EXC);
    private final BadMeta badMeta;
    private final BadRows badRows;
    private final CopySink reportSink;
    private final CopySink measurementSink;
    private final CopySink excSink;
    private final List<CopySink> feederSinks = new ArrayList<>();
    private long accepted;
    private long redone;

    MeasurementLoop(Connection connection, List<Feeder> feeders, ReportSpine report) throws SQLException {
        this.rows = new MeasurementRows(feeders, report);
        this.badMeta = new BadMeta(connection);
        this.badRows = new BadRows(connection);
        this.reportSink = CopySink.strict(connection, ReportSpine.TABLE);
        this.measurementSink = CopySink.strict(connection, MeasurementSpine.TABLE);
        this.excSink = CopySink.strict(connection, EXC);
        for (Feeder feeder : feeders) {
            feederSinks.add(CopySink.tolerant(connection, feeder.table(), badRows));
        }
    }

    /** Takes one measurement, in the order of their places; {@code datum} is used up. */
    void take(MeasurementPlace place, JsonNode datum) throws SQLException {
        Optional<Refusal> refusal = rows.take(place.reportNo(), place.msmNo(), datum);
        if (refusal.isPresent()) {
            refuse(place, refusal.get());
            return;
        }
        reportSink.take(rows.report());
        measurementSink.take(rows.measurement());
        sendFeeders();
        accepted++;
    }

    private void refuse(MeasurementPlace place, Refusal refusal) throws SQLException {
        if (refusal.byReport()) {
            badMeta.addReportFailure(place.autoclavedNo(), place.reportNo(), refusal.hash());
        } else {
            badMeta.addMeasurementFailure(place.autoclavedNo(), place.reportNo(), refusal.hash());
        }
    }

    /** Makes the rows of {@code tables} again, for a measurement that is in the database already. */
    void redo(MeasurementPlace place, JsonNode datum, Set<String> tables) throws SQLException {
        rows.redo(place.msmNo(), datum, tables);
        sendFeeders();
        if (!rows.failures().isEmpty()) {
            excRows.integer(place.msmNo())
                    .text(MeasurementSpine.hashes(rows.hashes()))
                    .end();
            excSink.take(excRows);
        }
        redone++;
    }

    private void sendFeeders() throws SQLException {
        for (int i = 0; i < feederSinks.size(); i++) {
            feederSinks.get(i).take(rows.feeders().get(i).rows());
        }
    }

    /** Sends what is buffered, refused rows last. */
    void flush() throws SQLException {
        reportSink.flush();
        measurementSink.flush();
        excSink.flush();
        badMeta.flush();
        for (CopySink sink : feederSinks) {
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

    /** Measurements that were refused. */
    long refused() {
        return badMeta.count();
    }

    /** Feeders' rows that PostgreSQL refused; complete after {@link #flush()}. */
    long refusedRows() {
        return badRows.count();
    }
}
