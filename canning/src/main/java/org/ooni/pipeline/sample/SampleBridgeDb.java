package org.ooni.pipeline.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The Tor bridges of the sample days: the same few for every seed, so one database fits all days.
 *
 * <p>The file is one JSON object, address → {@code fingerprint} (40 hex digits), {@code distributor}, {@code transport}
 * (normalisation rules §6).
 */
public final class SampleBridgeDb {
    private static final List<String> DISTRIBUTORS = List.of("https", "email", "tbb");
    private static final List<String> TRANSPORTS = List.of("obfs3", "obfs4", "vanilla");

    /** Bridges that the database knows. */
    static final List<Bridge> KNOWN = bridges("198.51.100.", 24);

    /** Bridges that people ran without telling: only their own line names them. */
    static final List<Bridge> UNKNOWN = bridges("203.0.113.", 8);

    /** @param address {@code ip:port} */
    record Bridge(String address, String fingerprint, String distributor, String transport) {
        String ip() {
            return address.substring(0, address.indexOf(':'));
        }
    }

    private SampleBridgeDb() {}

    /** Writes the database, replacing a file of that name. */
    public static void writeTo(Path file) throws IOException {
        Fields database = new Fields();
        for (Bridge bridge : KNOWN) {
            Fields row = new Fields()
                    .set("distributor", bridge.distributor())
                    .set("fingerprint", bridge.fingerprint())
                    .set("transport", bridge.transport());
            database.set(bridge.address(), row);
        }
        Files.write(file, JsonLine.of(database, true));
    }

    private static List<Bridge> bridges(String network, int count) {
        List<Bridge> bridges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Dice dice = new Dice(network.hashCode(), i);
            String address = network + (200 + i) + ":" + (9000 + dice.below(1000));
            String fingerprint = dice.hex(40).toUpperCase(Locale.ROOT);
            bridges.add(new Bridge(address, fingerprint, dice.pick(DISTRIBUTORS), dice.pick(TRANSPORTS)));
        }
        return List.copyOf(bridges);
    }
}
