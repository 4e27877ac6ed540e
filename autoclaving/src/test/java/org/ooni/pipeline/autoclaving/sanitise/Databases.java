package org.ooni.pipeline.autoclaving.sanitise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bridge databases for tests. */
final class Databases {
    static final String FINGERPRINT = "0123456789ABCDEF0123456789ABCDEF01234567";

    /** The hash of {@link #FINGERPRINT}. */
    static final String HASH = "ef473bbc24024ac1d66b318ac96bb31a95fd9a7d";

    /** One bridge at 1.2.3.4:443, with {@link #FINGERPRINT}, of https, obfs3. */
    static final BridgeDb ONE = of(row("1.2.3.4:443", '"' + FINGERPRINT + '"'));

    private Databases() {}

    static String row(String address, String fingerprint) {
        return "\"" + address + "\":{\"fingerprint\":" + fingerprint
                + ",\"distributor\":\"https\",\"transport\":\"obfs3\"}";
    }

    static BridgeDb of(String... rows) {
        try {
            Path file = Files.createTempFile("bridges", ".json");
            try {
                Files.writeString(file, "{" + String.join(",", rows) + "}");
                return BridgeDb.read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
