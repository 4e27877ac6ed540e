package org.ooni.pipeline.autoclaving.sanitise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.PythonTruth;
import org.ooni.pipeline.report.Strings;

/**
 * bridge_reachability, whose inputs are bridges and nothing else (normalisation rules §6, D42 to D44).
 *
 * <p>The input gives way to the hashed fingerprint, or to {@code [REDACTED]}; the address goes; the tokens of both, and
 * the hosts and fingerprints of all bridges of the database, go wherever they stand.
 */
final class BridgeReachabilitySanitiser implements Sanitiser {
    private static final String ADDRESS = "bridge_address";

    private final BridgeDb bridges;

    BridgeReachabilitySanitiser(BridgeDb bridges) {
        this.bridges = bridges;
    }

    @Override
    public boolean appliesTo(String plainName) {
        return plainName.equals("bridgereachability");
    }

    @Override
    public void apply(ObjectNode datum) throws BadBlobException {
        ObjectNode testKeys = Fields.testKeys(datum);
        BridgeLine input = Fields.line(datum, "input");
        Identity identity = Identity.of(
                Stream.of(address(testKeys), input)
                        .filter(line -> !line.text().isEmpty())
                        .toList(),
                bridges);
        testKeys.putNull(ADDRESS);
        redactLog(testKeys);
        if (!identity.isPublished()) {
            describe(testKeys, identity.bridge());
        }
        if (!identity.lines().isEmpty() && !bridges.isHashed(input)) {
            identity.hide(datum);
        }
        testKeys.put("bridge_hashed_fingerprint", identity.hash());
        Strings.change(datum, identity.redaction(bridges, bridges.hosts()));
    }

    private static BridgeLine address(ObjectNode testKeys) throws BadBlobException {
        return PythonTruth.isFalse(testKeys.path(ADDRESS)) ? BridgeLine.of("") : Fields.line(testKeys, ADDRESS);
    }

    private static void redactLog(ObjectNode testKeys) throws BadBlobException {
        JsonNode log = testKeys.path("tor_log");
        if (PythonTruth.isFalse(log)) {
            testKeys.put("tor_log", "");
        } else if (Strings.text(log) == null) {
            throw new BadBlobException(BadReason.TYPE, "tor_log is of type " + log.getNodeType());
        } else {
            testKeys.set("tor_log", Strings.change(log, TorLog::redact));
        }
    }

    private static void describe(ObjectNode testKeys, Bridge bridge) {
        testKeys.put("distributor", bridge == null ? null : bridge.distributor());
        if (bridge != null) {
            testKeys.put("transport", bridge.transport());
        }
    }
}
