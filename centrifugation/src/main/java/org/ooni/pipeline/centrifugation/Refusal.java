package org.ooni.pipeline.centrifugation;

import java.sql.SQLException;
import java.util.Optional;
import org.ooni.pipeline.feeder.ExceptionHash;
import org.ooni.pipeline.feeder.ReportFields;
import org.ooni.pipeline.feeder.ReportSpine;

/**
 * Why a measurement is none (Feeder rules §1.7).
 *
 * @param byReport whether its report's fields are the reason, and not its own
 * @param message of the failure
 * @param hash of the failure
 */
record Refusal(boolean byReport, String message, int hash) {
    /** @param caller whose frame ends the trace that counts */
    static Refusal of(boolean byReport, RuntimeException cause, Class<?> caller) {
        return new Refusal(byReport, cause.getMessage(), ExceptionHash.of(cause, caller));
    }

    /** Of a measurement whose report makes no row, or whose fields are not those of its report. */
    static Optional<Refusal> byReport(ReportSpine report, int reportNo, ReportFields fields) throws SQLException {
        try {
            report.check(reportNo, fields);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(of(true, e, Refusal.class));
        }
    }
}
