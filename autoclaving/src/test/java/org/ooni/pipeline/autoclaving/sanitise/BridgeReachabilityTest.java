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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;

class BridgeReachabilityTest {
    private static final String UNKNOWN = "89ABCDEF0123456789ABCDEF0123456789ABCDEF";
    private static final String LINE = "\"obfs4 7.7.7.7:443 " + UNKNOWN + " cert=x\"";

    private static String bridge(String input, String testKeys) throws BadBlobException {
        return Sanitised.bridge(ONE, input, testKeys);
    }

    private static String expected(String input, String testKeys) {
        return Sanitised.measurement("bridge_reachability", input, testKeys);
    }

    @Test
    void aKnownBridgeIsPublishedByItsHashDistributorAndTransport() throws BadBlobException {
        assertThat(bridge("\"1.2.3.4:443\"", "{\"tor_log\":null}"))
                .isEqualTo(expected(
                        '"' + HASH + '"',
                        "{\"tor_log\":\"\",\"bridge_address\":null,\"distributor\":\"https\",\"transport\":\"obfs3\","
                                + "\"bridge_hashed_fingerprint\":\"" + HASH + "\"}"));
    }

    @Test
    @DisplayName("D42: the line of an unknown bridge is not published, only the hash of the fingerprint in it")
    void linesOfUnknownBridgesAreNotPublished() throws BadBlobException {
        String hash = Bridge.hashed(UNKNOWN);
        assertThat(bridge(LINE, "{\"transport\":\"obfs4\"}"))
                .isEqualTo(expected(
                        '"' + hash + '"',
                        "{\"transport\":\"obfs4\",\"bridge_address\":null,\"tor_log\":\"\",\"distributor\":null,"
                                + "\"bridge_hashed_fingerprint\":\"" + hash + "\"}"));
    }

    @Test
    @DisplayName("D42: an address without a fingerprint is redacted")
    void addressesWithoutFingerprintAreRedacted() throws BadBlobException {
        assertThat(bridge("\"7.7.7.7:443\"", "{}"))
                .isEqualTo(expected(
                        "\"[REDACTED]\"",
                        "{\"bridge_address\":null,\"tor_log\":\"\",\"distributor\":null,"
                                + "\"bridge_hashed_fingerprint\":null}"));
    }

    @Test
    @DisplayName("D42: a published measurement passes, with the distributor and transport it has")
    void hashesPass() throws BadBlobException {
        String published = expected(
                '"' + HASH + '"',
                "{\"bridge_address\":null,\"distributor\":\"tbb\",\"transport\":\"fte\",\"tor_log\":\"\","
                        + "\"bridge_hashed_fingerprint\":\"" + HASH + "\"}");
        assertThat(Sanitised.json(ONE, published)).isEqualTo(published);
    }

    @Test
    @DisplayName("D42: a hash for an address becomes the hash, and stands for an input that is none")
    void hashedAddressesStandForTheInput() throws BadBlobException {
        assertThat(bridge("\"1.2.3.4:443\"", "{\"bridge_address\":\"" + HASH + "\",\"x\":\"1.2.3.4\"}"))
                .isEqualTo(expected(
                        '"' + HASH + '"',
                        "{\"bridge_address\":null,\"x\":\"[REDACTED]\",\"tor_log\":\"\","
                                + "\"bridge_hashed_fingerprint\":\"" + HASH + "\"}"));
    }

    @Test
    @DisplayName("D42: 40 hex digits that are a fingerprint of the database are not taken for a hash")
    void knownFingerprintsAreHashed() throws BadBlobException {
        assertThat(bridge('"' + FINGERPRINT.toLowerCase(java.util.Locale.ROOT) + '"', "{}"))
                .contains("\"input\":\"" + HASH + "\"", "\"bridge_hashed_fingerprint\":\"" + HASH + "\"");
    }

    @ParameterizedTest(name = "D42: {0} is sanitised")
    @ValueSource(
            strings = {
                "bridge_reachability",
                "bridgereachability",
                "Bridge-Reachability",
                "bridge reachability",
                "bridge\u00a0reach-ability"
            })
    void anySpellingOfTheNameIsSanitised(String name) throws BadBlobException {
        assertThat(new Sanitisers(ONE).applyTo(name)).isTrue();
        assertThat(Sanitised.json(ONE, Sanitised.measurement(name, "\"1.2.3.4:443\"", "{}")))
                .doesNotContain("1.2.3.4");
    }

    @Test
    void otherTestsAreLeftAlone() throws BadBlobException {
        assertThat(new Sanitisers(ONE).applyTo("web_connectivity")).isFalse();
        String other = Sanitised.measurement("web_connectivity", "\"1.2.3.4:443\"", "{}");
        assertThat(Sanitised.json(ONE, other)).isEqualTo(other);
    }

    @ParameterizedTest(name = "D42: {0} becomes {1}")
    @CsvSource({
        "at 1.2.3.4:443., at [REDACTED].",
        "(1.2.3.4), ([REDACTED])",
        "1.2.3.4:80, [REDACTED]",
        "x1.2.3.4y, x[REDACTED]y",
        "5.1.2.3.4, 5.[REDACTED]",
        "11.2.3.4, 11.2.3.4",
        "1.2.3.40, 1.2.3.40",
        "01.002.3.4, [REDACTED]",
        "::ffff:1.2.3.4, [REDACTED]",
        "::FFFF:102:304, [REDACTED]",
        "$0123456789abcdef0123456789ABCDEF01234567~N, $[REDACTED]~N",
        "ff0123456789abcdef0123456789abcdef0123456700, ff[REDACTED]00",
        "0123456789abcdef0123456789abcdef0123456, 0123456789abcdef0123456789abcdef0123456"
    })
    void tokensGoWhereverTheyStand(String text, String redacted) throws BadBlobException {
        String datum = bridge("\"1.2.3.4:443\"", "{\"a\":[[{\"" + text + "\":\"" + text + "\"}]]}");
        assertThat(datum).contains("\"a\":[[{\"" + redacted + "\":\"" + redacted + "\"}]]");
    }

    @ParameterizedTest(name = "D42: {0} becomes {1}")
    @CsvSource({
        "[2001:db8::1]:443, [REDACTED]",
        "[2001:0DB8:0:0::1], [REDACTED]",
        "'2001:db8:0:0:0:0:0:1, ', '[REDACTED], '",
        "2001:db8::1: hello, [REDACTED]: hello",
        "bad:2001:db8::1., bad:[REDACTED].",
        "2001:db8::1:443, [REDACTED]",
        "2001:db8::12, 2001:db8::12",
        "12:30:15, 12:30:15"
    })
    void ipv6TokensGoInAnySpelling(String text, String redacted) throws BadBlobException {
        BridgeDb six = Databases.of(row("[2001:db8::1]:443", '"' + FINGERPRINT + '"'));
        assertThat(Sanitised.bridge(six, "\"obfs4 [2001:DB8::0:1]:443\"", "{\"a\":\"" + text + "\"}"))
                .contains("\"input\":\"" + HASH + "\"", "\"a\":\"" + redacted + "\"");
    }

    @Test
    @DisplayName("D42: no other token of the line is replaced")
    void otherWordsOfTheLineStay() throws BadBlobException {
        assertThat(bridge(LINE, "{\"transport_name\":\"obfs4\",\"note\":\"cert=x\"}"))
                .contains("\"transport_name\":\"obfs4\",\"note\":\"cert=x\"");
    }

    @Test
    @DisplayName("D42: keys that become equal keep their values")
    void keysThatBecomeEqualKeepTheirValues() throws BadBlobException {
        assertThat(bridge("\"1.2.3.4:443\"", "{\"m\":{\"1.2.3.4\":1,\"x\":2,\"1.2.3.4:1\":3,\"1.2.3.4:2\":4}}"))
                .contains("\"m\":{\"[REDACTED]\":1,\"x\":2,\"[REDACTED] (2)\":3,\"[REDACTED] (3)\":4}");
    }

    @Test
    @DisplayName("D42: byte strings are searched decoded")
    void byteStringsAreSearchedDecoded() throws BadBlobException {
        // FF "1.2.3.4:443" FE
        String encoded = "{\"data\":\"/zEuMi4zLjQ6NDQz/g==\",\"format\":\"base64\"}";
        assertThat(bridge("\"1.2.3.4:443\"", "{\"body\":" + encoded + ",\"tor_log\":" + encoded + "}"))
                .contains(
                        "\"body\":{\"data\":\"/1tSRURBQ1RFRF3+\",\"format\":\"base64\"}",
                        "\"tor_log\":{\"data\":\"/1tSRURBQ1RFRF3+\",\"format\":\"base64\"}");
    }

    @Test
    @DisplayName("D42: other bridges of the database go as well")
    void otherKnownBridgesGo() throws BadBlobException {
        assertThat(bridge(LINE, "{\"a\":\"1.2.3.4 1.2.3.4:443 " + FINGERPRINT + "\"}"))
                .contains("\"a\":\"[REDACTED] [REDACTED] [REDACTED]\"");
    }

    @Test
    @DisplayName("D43: 40 characters that are not hex are no fingerprint")
    void whatIsNotHexIsNoFingerprint() throws BadBlobException {
        assertThat(bridge("\"7.7.7.7:443 " + "z".repeat(40) + "\"", "{}"))
                .contains("\"input\":\"[REDACTED]\"", "\"bridge_hashed_fingerprint\":null");
    }

    @Test
    @DisplayName("D43: a null address stays null")
    void nullAddressesStayNull() throws BadBlobException {
        assertThat(bridge("null", "{\"bridge_address\":null,\"distributor\":\"x\"}"))
                .isEqualTo(expected(
                        "null",
                        "{\"bridge_address\":null,\"distributor\":null,\"tor_log\":\"\","
                                + "\"bridge_hashed_fingerprint\":null}"));
    }

    @ParameterizedTest(name = "D43: a row with fingerprint {0}")
    @ValueSource(strings = {"null", "\"xyz\"", "7"})
    void rowsWithoutFingerprintRedact(String fingerprint) throws BadBlobException {
        BridgeDb bridges = Databases.of(row("1.2.3.4:443", fingerprint));
        String datum = Sanitised.bridge(bridges, "\"1.2.3.4:443\"", "{}");
        assertThat(datum)
                .contains(
                        "\"input\":\"[REDACTED]\"",
                        "\"bridge_hashed_fingerprint\":null",
                        "\"distributor\":\"https\",\"transport\":\"obfs3\"");
        assertThat(Sanitised.json(bridges, datum)).isEqualTo(datum);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"text\"", "[]"})
    void withoutAMappingOfTestKeysItIsABadBlob(String testKeys) {
        assertThat(catchThrowableOfType(BadBlobException.class, () -> bridge("\"1.2.3.4:443\"", testKeys))
                        .reason())
                .isEqualTo(BadReason.TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "[\"1.2.3.4:443\"]", "{\"a\":1}"})
    void anInputThatIsNoStringIsABadBlob(String input) {
        assertThat(catchThrowableOfType(BadBlobException.class, () -> bridge(input, "{}"))
                        .reason())
                .isEqualTo(BadReason.ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "[1]", "{\"a\":1}"})
    void aLogThatIsNoStringIsABadBlob(String log) {
        assertThat(catchThrowableOfType(BadBlobException.class, () -> bridge("null", "{\"tor_log\":" + log + "}"))
                        .reason())
                .isEqualTo(BadReason.TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "false", "[]", "{}", "\"\"", "null"})
    void aFalseAddressAndLogAreNone(String nothing) throws BadBlobException {
        assertThat(bridge("\"1.2.3.4:443\"", "{\"bridge_address\":" + nothing + ",\"tor_log\":" + nothing + "}"))
                .contains("\"bridge_address\":null,\"tor_log\":\"\"", "\"input\":\"" + HASH + "\"");
    }
}
