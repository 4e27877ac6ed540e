package org.ooni.pipeline.centrifugation;

import java.util.List;

/**
 * What centrifugation makes of one measurement.
 *
 * @param place in the archive, for a person
 * @param refusal why it would go to {@code badmeta}, or null
 * @param tables that get rows, the report's and the measurement's first, the residual's last
 * @param failures of Feeders
 */
public record Explanation(String place, String refusal, List<TableRows> tables, List<FeederFailure> failures) {

    /**
     * Rows for one table.
     *
     * @param columns without those that hold numbers of the database
     * @param rows the values of these columns, as COPY spells them
     */
    public record TableRows(String table, List<String> columns, List<List<String>> rows) {}

    /**
     * A Feeder that failed.
     *
     * @param act {@code feed} or {@code erase}
     * @param hash as in {@code measurement.exc}
     */
    public record FeederFailure(String table, String act, String message, int hash) {}
}
