package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.metadb.RowWriter;

/**
 * What all built-in Feeders make of one measurement, in the order of the real loop.
 *
 * @param rows by the table they are copied to, as COPY text
 * @param failures of feeding and of erasing: {@code exc} counts them
 * @param residual of what is left of {@code test_keys}
 */
record FedAll(Map<String, List<List<String>>> rows, List<DatumException> failures, JsonNode residual) {
    static FedAll by(ObjectNode datum) {
        return by(datum, SampleData.context());
    }

    static FedAll by(ObjectNode datum, FeederContext context) {
        List<Feeder> feeders = Feeders.load(Feeder.class.getClassLoader()).stream()
                .map(feeder -> feeder.open(context))
                .toList();
        ObjectNode copy = datum.deepCopy();
        Map<String, List<List<String>>> rows = new HashMap<>();
        List<DatumException> failures = new ArrayList<>();
        for (Feeder feeder : feeders) {
            RowWriter writer = new RowWriter(feeder.table());
            List<List<String>> fields = new ArrayList<>();
            try {
                feeder.feed(Fed.MSM_NO, copy, writer);
                writer.lines().lines().forEach(line -> fields.add(List.of(line.split("\t", -1))));
            } catch (DatumException e) {
                failures.add(e);
            }
            rows.put(feeder.table().name(), fields);
        }
        for (Feeder feeder : feeders) {
            DatumException failure = Fed.erase(feeder, copy);
            if (failure != null) {
                failures.add(failure);
            }
        }
        return new FedAll(rows, failures, Residual.of(copy.path("test_keys")));
    }

    List<List<String>> of(String table) {
        return rows.get(table);
    }

    /** The column of the only row of {@code table}, without the escapes of COPY. */
    String value(String table, int column) {
        if (of(table).size() != 1) {
            throw new AssertionError(of(table).size() + " rows of " + table + ", failures " + failures);
        }
        String value = of(table).get(0).get(column);
        return value.equals("\\N")
                ? null
                : value.replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\");
    }
}
