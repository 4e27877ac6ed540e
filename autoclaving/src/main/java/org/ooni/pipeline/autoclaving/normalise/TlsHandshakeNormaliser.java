package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.List;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;

/** The certificate and session that a TLS handshake brought (normalisation rules §5.5). */
final class TlsHandshakeNormaliser implements Normaliser {
    /** Making hexadecimal of decimal takes more than linear time; real ones have fifty. */
    private static final int MAX_DIGITS = 1000;

    private static final String SERIAL = "cert_serial_no";
    private static final String SESSION_KEY = "session_key";

    @Override
    public boolean appliesTo(String testName) {
        return testName.equals("tls_handshake");
    }

    @Override
    public void apply(ObjectNode datum, ObjectNode testKeys) throws BadBlobException {
        testKeys.set(SERIAL, serial(testKeys.path(SERIAL)));
        JsonNode key = testKeys.get(SESSION_KEY);
        testKeys.set(SESSION_KEY, key == null ? BinaryNode.valueOf(new byte[0]) : ScapyNormaliser.base64(key));
        for (String name : List.of("cert_subject", "cert_issuer")) {
            testKeys.set(name, attributes(testKeys.path(name)));
        }
    }

    /** Hexadecimal; null and text stay what they are, and there is no mark of a long integer (D41). */
    private static JsonNode serial(JsonNode given) throws BadBlobException {
        if (given.isNull() || TextOrBytes.is(given)) {
            return given;
        }
        if (given.isIntegralNumber() && given.asText().length() > MAX_DIGITS) {
            throw new BadBlobException(BadReason.OVERFLOW, "a serial number of more than " + MAX_DIGITS + " digits");
        }
        if (given.isIntegralNumber() || given.isBoolean() || given.isMissingNode()) {
            return TextNode.valueOf(
                    hex(given.isIntegralNumber() ? given.bigIntegerValue() : BigInteger.valueOf(given.asInt())));
        }
        throw new BadBlobException(BadReason.TYPE, "a serial number of type " + given.getNodeType());
    }

    private static String hex(BigInteger number) {
        return (number.signum() < 0 ? "-0x" : "0x") + number.abs().toString(16);
    }

    /** D41: the original put an empty list in the place of all names. */
    private static ArrayNode attributes(JsonNode given) throws BadBlobException {
        ArrayNode attributes = JsonNodeFactory.instance.arrayNode();
        if (given.isMissingNode()) {
            return attributes;
        }
        for (Pairs.Pair pair : Pairs.of(given)) {
            JsonNode value = pair.value();
            // The original never saw the values of a mapping, only its keys.
            if (!given.isObject() && !value.isNull() && !TextOrBytes.is(value)) {
                throw new BadBlobException(BadReason.TYPE, "a name's value of type " + value.getNodeType());
            }
            attributes.addArray().add(pair.name()).add(HttpText.normal(value));
        }
        return attributes;
    }
}
