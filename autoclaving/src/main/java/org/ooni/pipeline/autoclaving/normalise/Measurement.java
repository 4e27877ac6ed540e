package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.PythonTruth;

/** Turns one raw measurement, of whatever year, into a published one: normalisation rules §4, in its order. */
public final class Measurement {
    private Measurement() {}

    /** Changes {@code datum} in place. */
    public static void normalise(ObjectNode datum, Origin origin) throws BadBlobException {
        flatten(datum);
        datum.put("test_name", testName(datum.get("test_name")));
        datum.put("bucket_date", origin.bucket());
        if (PythonTruth.isFalse(datum.get("id"))) {
            datum.put("id", origin.id());
        }
        datum.put("report_filename", origin.textname());
        for (String key : SchemaKeys.ALL) {
            if (!datum.has(key)) {
                datum.putNull(key);
            }
        }
        JsonNode version = datum.get("data_format_version");
        if (version.isTextual() && FormatVersion.isCurrent(version.textValue())) {
            if (datum.get("test_keys").isNull()) {
                Nesting.apply(datum);
            }
        } else {
            normaliseOld(datum);
        }
    }

    private static void normaliseOld(ObjectNode datum) throws BadBlobException {
        Times.apply(datum);
        datum.put("data_format_version", FormatVersion.NORMALISED);
        if (datum.get("options") instanceof ObjectNode options) {
            JsonNode arguments = options.get("subargs");
            datum.set("options", arguments == null ? options.arrayNode() : arguments);
        }
        Nesting.apply(datum);
        Normalisers.apply(datum);
    }

    /** An inner {@code report} object is the measurement, and wins over what stands around it. */
    private static void flatten(ObjectNode datum) {
        if (datum.get("report") instanceof ObjectNode report) {
            datum.remove("report");
            report.properties().forEach(entry -> datum.set(entry.getKey(), entry.getValue()));
        }
    }

    /** The mapped name of what {@code test_name} holds, which may be absent. */
    static String testName(JsonNode given) throws BadBlobException {
        // D21: null is a name as missing as no name.
        if (given == null || given.isNull()) {
            return TestNames.INVALID;
        }
        if (!given.isTextual()) {
            throw new BadBlobException(BadReason.ATTRIBUTE, "test_name is of type " + given.getNodeType());
        }
        return TestNames.mapped(given.textValue());
    }
}
