package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of one measurement that it has in common with all others of its report (Feeder rules §1.4). */
public final class ReportFields {
    private static final List<String> KEYS = List.of(
            "test_start_time",
            "probe_cc",
            "probe_asn",
            "probe_ip",
            "report_filename",
            "test_name",
            "test_version",
            "software_name",
            "software_version",
            "report_id");
    /** Where a null or a missing one has a value of its own in the schema: {@code ZZ} and 0. */
    private static final Set<String> MAY_BE_UNKNOWN = Set.of("probe_cc", "probe_asn");

    private final Map<String, JsonNode> values;

    private ReportFields(Map<String, JsonNode> values) {
        this.values = values;
    }

    /** Those of {@code datum}; one that must be there and is not is a failure. */
    public static ReportFields of(JsonNode datum) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (String key : KEYS) {
            values.put(key, MAY_BE_UNKNOWN.contains(key) ? Fields.opt(datum, key) : Fields.need(datum, key));
        }
        return new ReportFields(values);
    }

    /** Removes them from {@code datum}, as far as they are there. */
    public static void erase(ObjectNode datum) {
        datum.remove(KEYS);
    }

    JsonNode get(String key) {
        return values.get(key);
    }

    /** Demands that {@code others} are the same. */
    void requireSame(ReportFields others) {
        others.values.forEach((key, value) -> {
            if (!same(value, values.get(key))) {
                throw new DatumException("differs within the report", key);
            }
        });
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.equals(other);
    }
}
