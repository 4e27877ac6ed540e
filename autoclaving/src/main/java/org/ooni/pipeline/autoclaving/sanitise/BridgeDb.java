package org.ooni.pipeline.autoclaving.sanitise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.ooni.pipeline.io.BadInputException;

/** The Tor bridges that are known and must not be published: {@code bridge_db.json}. Immutable. */
public final class BridgeDb {
    private final Map<String, Bridge> bridges;

    /**
     * @param fingerprint hex digits as stored, or null
     * @param distributor or null
     * @param transport or null
     */
    record Bridge(String fingerprint, String distributor, String transport) {}

    private BridgeDb(Map<String, Bridge> bridges) {
        this.bridges = Map.copyOf(bridges);
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
        Map<String, Bridge> bridges = new HashMap<>();
        json.properties().forEach(entry -> bridges.put(entry.getKey(), bridge(entry.getValue())));
        return new BridgeDb(bridges);
    }

    private static Bridge bridge(JsonNode row) {
        return new Bridge(text(row, "fingerprint"), text(row, "distributor"), text(row, "transport"));
    }

    private static String text(JsonNode row, String key) {
        return row.path(key).isTextual() ? row.get(key).textValue() : null;
    }

    /** The bridge at an address as stored, mostly {@code IP:port}; null when it is not known. */
    Bridge find(String address) {
        return bridges.get(address);
    }
}
