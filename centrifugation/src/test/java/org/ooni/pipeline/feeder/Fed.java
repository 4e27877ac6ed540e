package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.metadb.RowWriter;

/**
 * What one Feeder makes of one measurement, in the order of the real loop.
 *
 * @param rows fields as COPY text; none when feeding failed
 * @param failures of feeding and of erasing: {@code exc} counts them
 * @param residual of what is left of {@code test_keys}
 */
record Fed(List<List<String>> rows, List<DatumException> failures, JsonNode residual) {
    static final int MSM_NO = 42;

    static Fed by(Feeder feeder, ObjectNode datum) {
        ObjectNode copy = datum.deepCopy();
        List<DatumException> failures = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        RowWriter writer = new RowWriter(feeder.table());
        try {
            feeder.feed(MSM_NO, copy, writer);
            writer.lines().lines().forEach(line -> rows.add(List.of(line.split("\t", -1))));
        } catch (DatumException e) {
            failures.add(e);
        }
        DatumException erasing = erase(feeder, copy);
        if (erasing != null) {
            failures.add(erasing);
        }
        return new Fed(rows, failures, Residual.of(copy.path("test_keys")));
    }

    /** Feeds and forgets. */
    static void feed(Feeder feeder, ObjectNode datum) {
        try {
            feeder.feed(MSM_NO, datum, new RowWriter(feeder.table()));
        } catch (DatumException e) {
            return;
        }
    }

    /** The failure, or null. */
    static DatumException erase(Feeder feeder, ObjectNode datum) {
        try {
            feeder.erase(datum);
            return null;
        } catch (DatumException e) {
            return e;
        }
    }
}
