package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ooni.pipeline.feeder.BadMeta;
import org.ooni.pipeline.feeder.ExceptionHash;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.MeasurementSpine;
import org.ooni.pipeline.feeder.ReportSpine;
import org.ooni.pipeline.metadb.BadRows;
import org.ooni.pipeline.metadb.CopySink;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/**
 * Makes rows of measurements, one after the other (Feeder rules §1.3): the report agrees, all Feeders feed, all erase,
 * the measurement's own row is made of what is left. The rows of a measurement are written together, and only after
 * that last step; Feeders do not know. Not thread-safe.
 */
final class MeasurementLoop {
    private static final Table EXC = Table.of("measurement_exc", "msm_no", "exc");

    private final ReportSpine report;
    private final BadMeta badMeta;
    private final BadRows badRows;
    private final Channel reportRows;
    private final Channel measurementRows;
    private final Channel excRows;
    private final List<FeederChannel> feeders = new ArrayList<>();
    private long accepted;
    private long redone;

    MeasurementLoop(Connection connection, List<Feeder> feeders, ReportSpine report) throws SQLException {
        this.report = report;
        this.badMeta = new BadMeta(connection);
        this.badRows = new BadRows(connection);
        this.reportRows = new Channel(new RowWriter(ReportSpine.TABLE), CopySink.strict(connection, ReportSpine.TABLE));
        this.measurementRows =
                new Channel(new RowWriter(MeasurementSpine.TABLE), CopySink.strict(connection, MeasurementSpine.TABLE));
        this.excRows = new Channel(new RowWriter(EXC), CopySink.strict(connection, EXC));
        for (Feeder feeder : feeders) {
            CopySink sink = CopySink.tolerant(connection, feeder.table(), badRows);
            this.feeders.add(new FeederChannel(feeder, new Channel(new RowWriter(feeder.table()), sink)));
        }
    }

    /** Rows of the measurement at hand, and where they go once it is accepted. */
    private record Channel(RowWriter rows, CopySink sink) {
        void send() throws SQLException {
            sink.take(rows);
        }
    }

    private record FeederChannel(Feeder feeder, Channel channel) {}

    /** Takes one measurement, in the order of their places; {@code datum} is used up. */
    void take(MeasurementPlace place, JsonNode datum) throws SQLException {
        try {
            report.check(place.reportNo(), datum);
        } catch (RuntimeException e) {
            badMeta.addReportFailure(place.autoclavedNo(), place.reportNo(), hash(e));
            return;
        }
        List<Integer> exc = new ArrayList<>();
        feeders.forEach(each -> feed(each, place.msmNo(), datum, exc));
        ObjectNode rest = (ObjectNode) datum;
        erase(rest, exc);
        try {
            MeasurementSpine.feedAndErase(place.msmNo(), rest, exc, measurementRows.rows);
        } catch (RuntimeException e) {
            forget();
            badMeta.addMeasurementFailure(place.autoclavedNo(), place.reportNo(), hash(e));
            return;
        }
        send();
    }

    /**
     * Makes the rows of {@code tables} alone of a measurement that is in the database already: nothing is erased, and
     * its own row and its report's stay. Hashes of failures are collected.
     */
    void redo(MeasurementPlace place, JsonNode datum, Set<String> tables) throws SQLException {
        List<Integer> exc = new ArrayList<>();
        for (FeederChannel each : feeders) {
            if (tables.contains(each.feeder.dataTable())) {
                feed(each, place.msmNo(), datum, exc);
                each.channel.send();
            }
        }
        if (!exc.isEmpty()) {
            excRows.rows
                    .integer(place.msmNo())
                    .text(MeasurementSpine.hashes(exc))
                    .end();
            excRows.send();
        }
        redone++;
    }

    private static void feed(FeederChannel each, int msmNo, JsonNode datum, List<Integer> exc) {
        try {
            each.feeder.feed(msmNo, datum, each.channel.rows);
        } catch (RuntimeException e) {
            each.channel.rows.clear();
            exc.add(hash(e));
        }
    }

    private void erase(ObjectNode datum, List<Integer> exc) {
        for (FeederChannel each : feeders) {
            try {
                each.feeder.erase(datum);
            } catch (RuntimeException e) {
                exc.add(hash(e));
            }
        }
        report.erase(datum);
    }

    private void send() throws SQLException {
        report.accept(reportRows.rows);
        reportRows.send();
        measurementRows.send();
        for (FeederChannel each : feeders) {
            each.channel.send();
        }
        accepted++;
    }

    private void forget() {
        measurementRows.rows.clear();
        feeders.forEach(each -> each.channel.rows.clear());
    }

    private static int hash(RuntimeException e) {
        return ExceptionHash.of(e, MeasurementLoop.class);
    }

    /** Sends what is buffered, refused rows last. */
    void flush() throws SQLException {
        reportRows.sink.flush();
        measurementRows.sink.flush();
        excRows.sink.flush();
        badMeta.flush();
        for (FeederChannel each : feeders) {
            each.channel.sink.flush();
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
