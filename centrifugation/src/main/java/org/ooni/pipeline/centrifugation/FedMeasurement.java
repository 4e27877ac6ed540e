package org.ooni.pipeline.centrifugation;

import java.util.List;
import org.ooni.pipeline.feeder.ReportFields;

/**
 * What was made of one measurement, before anything is known of those before it. Rows are lines of COPY.
 *
 * @param refusal why it is none; or null
 * @param fields that must be those of its report; null if some are missing, or if only some tables are made again
 * @param row its own one; empty if it is refused, or if only some tables are made again
 * @param residual the row of what no Feeder claimed of it; as {@code row}
 * @param exc hashes of the failures of Feeders
 * @param features rows for each Feeder's table, in the order of the Feeders; none if it is refused
 */
record FedMeasurement(
        MeasurementPlace place,
        Refusal refusal,
        ReportFields fields,
        byte[] row,
        byte[] residual,
        List<Integer> exc,
        List<byte[]> features) {}
