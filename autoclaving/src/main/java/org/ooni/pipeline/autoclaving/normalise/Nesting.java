package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves what old probes wrote beside the schema's keys into {@code test_keys} (normalisation rules §4.9). */
final class Nesting {
    private static final Logger LOG = LoggerFactory.getLogger(Nesting.class);
    private static final String TEST_KEYS = "test_keys";

    private Nesting() {}

    static void apply(ObjectNode datum) throws BadBlobException {
        if (datum.get(TEST_KEYS).isNull()) {
            datum.putObject(TEST_KEYS);
        }
        List<String> foreign = new ArrayList<>();
        datum.fieldNames().forEachRemaining(key -> {
            if (!SchemaKeys.contains(key)) {
                foreign.add(key);
            }
        });
        if (foreign.isEmpty()) {
            return;
        }
        JsonNode testKeys = datum.get(TEST_KEYS);
        if (!testKeys.isObject()) {
            throw new BadBlobException(BadReason.TYPE, "test_keys is of type " + testKeys.getNodeType());
        }
        int replaced = 0;
        for (String key : foreign) {
            JsonNode outer = datum.remove(key);
            JsonNode inner = ((ObjectNode) testKeys).replace(key, outer);
            replaced += inner == null || inner.equals(outer) ? 0 : 1;
        }
        if (replaced > 0) {
            // D27: as published ever since. Keys and values are the probe's, and no business of a log.
            LOG.info("{} of a measurement's test keys gave way to what stood beside them", replaced);
        }
    }
}
