package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.feeder.ExceptionHash;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.MeasurementSpine;
import org.ooni.pipeline.feeder.ReportSpine;
import org.ooni.pipeline.metadb.RowWriter;

/**
 * Makes the rows of one measurement after the other (Feeder rules §1.3): the report agrees, all Feeders feed, all erase,
 * the measurement's own row is made of what is left. The rows of a refused measurement are forgotten. Knows no database.
 * Not thread-safe.
 */
final class MeasurementRows {
    private final ReportSpine report;
    private final RowWriter reportRows = new RowWriter(ReportSpine.TABLE);
    private final RowWriter measurementRows = new RowWriter(MeasurementSpine.TABLE);
    private final List<FeederRows> feeders;
    private final List<Failure> failures = new ArrayList<>();

    MeasurementRows(List<Feeder> feeders, ReportSpine report) {
        this.report = report;
        this.feeders = feeders.stream()
                .map(feeder -> new FeederRows(feeder, new RowWriter(feeder.table())))
                .toList();
    }

    record FeederRows(Feeder feeder, RowWriter rows) {}

    /** @param erasing or else feeding */
    record Failure(Feeder feeder, boolean erasing, RuntimeException cause) {
        int hash() {
            return MeasurementRows.hash(cause);
        }
    }

    /** @param byReport whether its report's fields are the reason, and not its own */
    record Refusal(boolean byReport, RuntimeException cause) {
        int hash() {
            return MeasurementRows.hash(cause);
        }
    }

    /** Makes all rows; empty if the measurement is accepted. {@code datum} is used up. */
    Optional<Refusal> take(int reportNo, int msmNo, JsonNode datum) throws SQLException {
        failures.clear();
        try {
            report.check(reportNo, datum);
        } catch (RuntimeException e) {
            return Optional.of(new Refusal(true, e));
        }
        feeders.forEach(each -> feed(each, msmNo, datum));
        ObjectNode rest = (ObjectNode) datum;
        erase(rest);
        try {
            MeasurementSpine.feedAndErase(msmNo, rest, hashes(), measurementRows);
        } catch (RuntimeException e) {
            measurementRows.clear();
            feeders.forEach(each -> each.rows.clear());
            return Optional.of(new Refusal(false, e));
        }
        report.accept(reportRows);
        return Optional.empty();
    }

    /**
     * Makes the rows of {@code tables} alone, of a measurement that was accepted once: nothing is erased, and its own
     * row and its report's stay.
     */
    void redo(int msmNo, JsonNode datum, Set<String> tables) {
        failures.clear();
        for (FeederRows each : feeders) {
            if (tables.contains(each.feeder.dataTable())) {
                feed(each, msmNo, datum);
            }
        }
    }

    private void feed(FeederRows each, int msmNo, JsonNode datum) {
        try {
            each.feeder.feed(msmNo, datum, each.rows);
        } catch (RuntimeException e) {
            each.rows.clear();
            failures.add(new Failure(each.feeder, false, e));
        }
    }

    private void erase(ObjectNode datum) {
        for (FeederRows each : feeders) {
            try {
                each.feeder.erase(datum);
            } catch (RuntimeException e) {
                failures.add(new Failure(each.feeder, true, e));
            }
        }
        report.erase(datum);
    }

    /** Of the last measurement, in the order of {@code exc}. */
    List<Failure> failures() {
        return failures;
    }

    List<Integer> hashes() {
        return failures.stream().map(Failure::hash).toList();
    }

    /** The report's row, if the last measurement is the first accepted one of its report. */
    RowWriter report() {
        return reportRows;
    }

    RowWriter measurement() {
        return measurementRows;
    }

    /** In the order of the Feeders. */
    List<FeederRows> feeders() {
        return feeders;
    }

    private static int hash(RuntimeException e) {
        return ExceptionHash.of(e, MeasurementRows.class);
    }
}
