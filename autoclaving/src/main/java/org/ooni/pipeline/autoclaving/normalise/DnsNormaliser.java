package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.PythonTruth;

/** Tests that resolve names (normalisation rules §5.3): the verdicts on resolvers, then every query. */
final class DnsNormaliser implements Normaliser {
    private static final String CONSISTENCY = "dns_consistency";
    private static final String QUERIES = "queries";
    private static final String ERRORS = "errors";
    private static final String SUCCESSFUL = "successful";
    private static final String FAILED = "failed";
    private static final String INCONSISTENT = "inconsistent";

    private static final Set<String> TESTS = Set.of(CONSISTENCY, "dns_injection", "captive_portal");

    @Override
    public boolean appliesTo(String testName) {
        return TESTS.contains(testName);
    }

    @Override
    public void apply(ObjectNode datum, ObjectNode testKeys) throws BadBlobException {
        testKeys.remove("test_resolvers");
        JsonNode tampering = testKeys.remove("tampering");
        if (!PythonTruth.isFalse(tampering)) {
            verdicts(testKeys, tampering);
        } else if (datum.get("test_name").textValue().equals(CONSISTENCY)) {
            noVerdicts(testKeys);
        }
        JsonNode queries = testKeys.get(QUERIES);
        ArrayNode normalised = testKeys.arrayNode();
        // D38: null is as good as no queries.
        for (JsonNode query : Elements.of(queries == null || queries.isNull() ? null : queries)) {
            normalised.add(DnsQuery.normalise(query));
        }
        testKeys.set(QUERIES, normalised);
    }

    private static void verdicts(ObjectNode testKeys, JsonNode tampering) throws BadBlobException {
        if (!tampering.isObject()) {
            throw new BadBlobException(BadReason.ATTRIBUTE, "tampering of type " + tampering.getNodeType());
        }
        testKeys.set(ERRORS, tampering);
        ArrayNode successful = testKeys.putArray(SUCCESSFUL);
        ArrayNode failed = testKeys.putArray(FAILED);
        ArrayNode inconsistent = testKeys.putArray(INCONSISTENT);
        for (Map.Entry<String, JsonNode> verdict : tampering.properties()) {
            boolean known = verdict.getValue().isBoolean();
            if (known && verdict.getValue().booleanValue()) {
                inconsistent.add(verdict.getKey());
            } else {
                // Whatever is not tampered with, the successful ones included: so it was published for years (D37).
                failed.add(verdict.getKey());
                if (known) {
                    successful.add(verdict.getKey());
                }
            }
        }
    }

    /** D37: verdicts that the probe gave itself are not wiped. */
    private static void noVerdicts(ObjectNode testKeys) {
        if (isMissing(testKeys, ERRORS)) {
            testKeys.putObject(ERRORS);
        }
        for (String key : List.of(SUCCESSFUL, FAILED, INCONSISTENT)) {
            if (isMissing(testKeys, key)) {
                testKeys.putArray(key);
            }
        }
    }

    private static boolean isMissing(ObjectNode testKeys, String key) {
        return testKeys.path(key).isMissingNode() || testKeys.get(key).isNull();
    }
}
