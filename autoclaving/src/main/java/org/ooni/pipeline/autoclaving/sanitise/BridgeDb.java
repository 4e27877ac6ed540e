package org.ooni.pipeline.autoclaving.sanitise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.io.BadInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Tor bridges that are known and must not be published: {@code bridge_db.json}. Immutable.
 *
 * <p>One JSON object, address → {@code {"fingerprint":…,"distributor":…,"transport":…}}. An address is found as it is
 * stored, and in any other spelling of an IP address in it; of two rows for one address the first counts. A value that
 * is not what it should be is as good as none: whatever its row says, an address that is in the file is redacted (D43).
 */
public final class BridgeDb {
    private static final Logger log = LoggerFactory.getLogger(BridgeDb.class);

    private final Map<String, Bridge> byText = new HashMap<>();
    private final Map<Endpoint, Bridge> byEndpoint = new HashMap<>();
    private final Secrets endpoints;
    private final Secrets hosts;
    private final Set<String> fingerprints = new HashSet<>();

    private BridgeDb(JsonNode rows) {
        Set<Host> all = new HashSet<>();
        Set<Host> withoutPort = new HashSet<>();
        rows.properties().forEach(row -> {
            BridgeLine address = BridgeLine.of(row.getKey());
            Bridge bridge = bridge(row.getValue());
            byText.putIfAbsent(row.getKey(), bridge);
            for (Endpoint endpoint : address.endpoints()) {
                byEndpoint.putIfAbsent(endpoint, bridge);
                all.add(endpoint.host());
                if (endpoint.port() == Endpoint.NO_PORT) {
                    withoutPort.add(endpoint.host());
                }
            }
            fingerprints.addAll(address.fingerprints());
            if (bridge.fingerprint() != null) {
                fingerprints.add(bridge.fingerprint());
            }
        });
        endpoints = new Secrets(byEndpoint.keySet(), withoutPort, fingerprints);
        hosts = new Secrets(Set.of(), all, fingerprints);
    }

    /**
     * Reads one JSON object of addresses, {@code {}} being the deliberate way to know of none.
     *
     * @throws BadInputException if the file is absent or is something else: without it bridges would leak
     */
    public static BridgeDb read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new BadInputException(
                    "no bridge database at " + file
                            + ": without it bridge addresses would be published; a file that holds {} says that none are known");
        }
        JsonNode json;
        try {
            json = new JsonMapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new BadInputException(file + ": not JSON, line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()));
        }
        if (json == null || !json.isObject()) {
            throw new BadInputException(file + ": not a JSON object of bridges");
        }
        BridgeDb bridges = new BridgeDb(json);
        long unknown = bridges.byText.values().stream()
                .filter(bridge -> bridge.fingerprint() == null)
                .count();
        if (unknown > 0) {
            log.warn("{}: {} of {} bridges have no usable fingerprint", file, unknown, json.size());
        }
        return bridges;
    }

    private static Bridge bridge(JsonNode row) {
        String fingerprint = text(row, "fingerprint");
        return new Bridge(
                Bridge.isFingerprint(fingerprint) ? fingerprint : null,
                text(row, "distributor"),
                text(row, "transport"));
    }

    private static String text(JsonNode row, String key) {
        return row.path(key).textValue();
    }

    /** The bridge that the first of these lines names whose bridge is known; null when none is. */
    Bridge find(List<BridgeLine> lines) {
        for (BridgeLine line : lines) {
            Bridge bridge = find(line);
            if (bridge != null) {
                return bridge;
            }
        }
        return null;
    }

    private Bridge find(BridgeLine line) {
        Bridge bridge = byText.get(line.text());
        for (int i = 0; bridge == null && i < line.endpoints().size(); i++) {
            Endpoint endpoint = line.endpoints().get(i);
            bridge = byEndpoint.get(endpoint);
            if (bridge == null) {
                bridge = byEndpoint.get(new Endpoint(endpoint.host(), Endpoint.NO_PORT));
            }
        }
        return bridge;
    }

    /** Whether a line is the hash of a fingerprint already, which looks like a fingerprint but is none of those known. */
    boolean isHashed(BridgeLine line) {
        return line.isFingerprint() && !hosts.fingerprint(line.text(), 0);
    }

    /** Whether a bridge is stored under a text in which there is no address: the name of a host, say. */
    boolean isName(String text) {
        return byText.containsKey(text) && BridgeLine.of(text).endpoints().isEmpty();
    }

    /** The servers and fingerprints of all bridges: what other servers there are at their hosts may be named. */
    Judge endpoints() {
        return endpoints;
    }

    /** The hosts and fingerprints of all bridges. */
    Judge hosts() {
        return hosts;
    }
}
