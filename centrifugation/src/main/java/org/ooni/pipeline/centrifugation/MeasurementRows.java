package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.feeder.ExceptionHash;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.MeasurementSpine;
import org.ooni.pipeline.feeder.ReportFields;
import org.ooni.pipeline.metadb.RowWriter;

/**
 * Makes the rows of one measurement after the other (Feeder rules §1.3): all Feeders feed, all erase, the measurement's
 * own row is made of what is left. The rows of a refused measurement are forgotten. Whether it agrees with its report is
 * for {@link org.ooni.pipeline.feeder.ReportSpine} to say. Knows no database, nor other measurements. Not thread-safe.
 */
final class MeasurementRows {
    private final RowWriter measurementRows = new RowWriter(MeasurementSpine.TABLE);
    private final RowWriter residualRows = new RowWriter(MeasurementSpine.RESIDUALS);
    private final List<FeederRows> feeders;
    private final List<Failure> failures = new ArrayList<>();

    private ReportFields fields;

    /** @param feeders opened, for one thread */
    MeasurementRows(List<Feeder> feeders) {
        this.feeders = feeders.stream()
                .map(feeder -> new FeederRows(feeder, new RowWriter(feeder.table())))
                .toList();
    }

    record FeederRows(Feeder feeder, RowWriter rows) {}

    /** @param erasing or else feeding */
    record Failure(Feeder feeder, boolean erasing, RuntimeException cause) {
        int hash() {
            return ExceptionHash.of(cause, MeasurementRows.class);
        }
    }

    /** Makes all rows; empty if the measurement is good in itself. {@code datum} is used up. */
    Optional<Refusal> take(int msmNo, JsonNode datum) {
        failures.clear();
        try {
            fields = ReportFields.of(datum);
        } catch (RuntimeException e) {
            return Optional.of(Refusal.of(true, e, MeasurementRows.class));
        }
        feeders.forEach(each -> feed(each, msmNo, datum));
        ObjectNode rest = (ObjectNode) datum;
        erase(rest);
        try {
            MeasurementSpine.feedAndErase(msmNo, rest, hashes(), measurementRows, residualRows);
        } catch (RuntimeException e) {
            measurementRows.clear();
            residualRows.clear();
            feeders.forEach(each -> each.rows.clear());
            return Optional.of(Refusal.of(false, e, MeasurementRows.class));
        }
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
        ReportFields.erase(datum);
    }

    /** Of the last measurement, in the order of {@code exc}. */
    List<Failure> failures() {
        return failures;
    }

    List<Integer> hashes() {
        return failures.stream().map(Failure::hash).toList();
    }

    /** Of the last measurement, unless it was refused for lack of them. */
    ReportFields fields() {
        return fields;
    }

    RowWriter measurement() {
        return measurementRows;
    }

    RowWriter residual() {
        return residualRows;
    }

    /** In the order of the Feeders. */
    List<FeederRows> feeders() {
        return feeders;
    }
}
