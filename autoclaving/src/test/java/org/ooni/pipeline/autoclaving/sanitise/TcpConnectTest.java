package org.ooni.pipeline.autoclaving.sanitise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.ooni.pipeline.autoclaving.sanitise.Databases.FINGERPRINT;
import static org.ooni.pipeline.autoclaving.sanitise.Databases.HASH;
import static org.ooni.pipeline.autoclaving.sanitise.Databases.ONE;
import static org.ooni.pipeline.autoclaving.sanitise.Databases.row;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;

class TcpConnectTest {
    private static final String HIDDEN = Sanitised.measurement(
            "tcp_connect",
            '"' + HASH + '"',
            "{\"connection\":\"success\",\"bridge_hashed_fingerprint\":\"" + HASH + "\"}");

    private static String tcp(String input, String testKeys) throws BadBlobException {
        return Sanitised.tcp(ONE, input, testKeys);
    }

    @Test
    @DisplayName("D44: an input with blanks of any kind around it is found in the database")
    void blanksAroundAnInputDoNotMatter() throws BadBlobException {
        assertThat(tcp("\" 1.2.3.4:443\\n\"", "{\"connection\":\"success\"}")).isEqualTo(HIDDEN);
        String name = "\"\u2003bridge.example:443\u00a0\u0085\u3000\"";
        BridgeDb named = Databases.of(row("bridge.example:443", '"' + FINGERPRINT + '"'));
        assertThat(Sanitised.tcp(named, name, "{\"connection\":\"success\"}")).isEqualTo(HIDDEN);
    }

    @ParameterizedTest(name = "D42: {0}")
    @ValueSource(
            strings = {
                "\"obfs3 1.2.3.4:443\"",
                "\"1.2.3.4:443 0123456789abcdef0123456789abcdef01234567\"",
                "\"9.9.9.9:1\\t0123456789ABCDEF0123456789ABCDEF01234567 cert=x\"",
                "\"tcp://1.2.3.4:443/\"",
                "\"01.2.3.4:00443\"",
                "\"[::ffff:1.2.3.4]:443\"",
                "{\"data\":\"/zEuMi4zLjQ6NDQz/g==\",\"format\":\"base64\"}"
            })
    void linesThatNameABridgeAreHidden(String input) throws BadBlobException {
        assertThat(tcp(input, "{\"connection\":\"success\"}")).isEqualTo(HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1.2.3.5:443\"",
                "\"1.2.3.4:80\"",
                "\"11.2.3.4:443\"",
                "\"http://example.com/89abcdef0123456789abcdef0123456789abcdef\"",
                "\"\"",
                "null"
            })
    void otherInputsAreOrdinarySites(String input) throws BadBlobException {
        String ordinary = Sanitised.measurement("tcp_connect", input, "{\"connection\":\"success\"}");
        assertThat(Sanitised.json(ONE, ordinary)).isEqualTo(ordinary);
        String strange = Sanitised.measurement("tcp_connect", input, "\"no mapping\"");
        assertThat(Sanitised.json(ONE, strange)).isEqualTo(strange);
    }

    @Test
    @DisplayName("D42: a published measurement passes")
    void hashesPass() throws BadBlobException {
        assertThat(Sanitised.json(ONE, HIDDEN)).isEqualTo(HIDDEN);
    }

    @Test
    @DisplayName("D42: the bridge goes wherever it stands, and no bridge_address is added")
    void tokensGoWhereverTheyStand() throws BadBlobException {
        assertThat(tcp("\"1.2.3.4:443\"", "{\"1.2.3.4\":[\"to 1.2.3.4:443, " + FINGERPRINT + "\"]}"))
                .contains("{\"[REDACTED]\":[\"to [REDACTED], [REDACTED]\"]")
                .doesNotContain("bridge_address");
    }

    @Test
    @DisplayName("D42: next to an ordinary site, bridges of the database go and other servers at their hosts stay")
    void knownBridgesGoFromOrdinaryMeasurements() throws BadBlobException {
        assertThat(tcp("\"1.2.3.5:443\"", "{\"a\":\"1.2.3.4:443 1.2.3.4:80 1.2.3.4 " + FINGERPRINT + "\"}"))
                .contains("\"a\":\"[REDACTED] 1.2.3.4:80 1.2.3.4 [REDACTED]\"");
    }

    @Test
    @DisplayName("D42: the name of a bridge's host goes wherever it stands")
    void namesOfHostsGo() throws BadBlobException {
        BridgeDb named = Databases.of(row("bridge.example:443", '"' + FINGERPRINT + '"'));
        assertThat(Sanitised.tcp(named, "\"bridge.example:443\"", "{\"a\":\"at bridge.example:443.\"}"))
                .contains("\"a\":\"at [REDACTED].\"");
    }

    @Test
    @DisplayName("D43: a row without a fingerprint redacts")
    void rowsWithoutFingerprintRedact() throws BadBlobException {
        BridgeDb bridges = Databases.of(row("1.2.3.4:443", "null"));
        String datum = Sanitised.tcp(bridges, "\"1.2.3.4:443\"", "{}");
        assertThat(datum)
                .isEqualTo(
                        Sanitised.measurement("tcp_connect", "\"[REDACTED]\"", "{\"bridge_hashed_fingerprint\":null}"));
        assertThat(Sanitised.json(bridges, datum)).isEqualTo(datum);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "false", "[]", "{}"})
    void anInputThatIsNoStringIsABadBlob(String input) {
        assertThat(catchThrowableOfType(BadBlobException.class, () -> tcp(input, "{}"))
                        .reason())
                .isEqualTo(BadReason.ATTRIBUTE);
    }

    @Test
    void aBridgeWithoutAMappingOfTestKeysIsABadBlob() {
        assertThat(catchThrowableOfType(BadBlobException.class, () -> tcp("\"1.2.3.4:443\"", "null"))
                        .reason())
                .isEqualTo(BadReason.TYPE);
    }
}
