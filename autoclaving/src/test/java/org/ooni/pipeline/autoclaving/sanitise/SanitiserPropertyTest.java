package org.ooni.pipeline.autoclaving.sanitise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.ooni.pipeline.report.BadBlobException;

/** Measurements that hold bridges anywhere, in any spelling. */
class SanitiserPropertyTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] AROUND = {"", " ", "x", ".", ",", "\"", "(", ")", "\n", "é", "😀", "=", "/", "$", "~"
    };

    /** Spellings of what each bridge is known by, and what must be found of them afterwards: nothing. */
    private final List<String> secrets = new ArrayList<>();

    private final List<String> needles = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private Random random;

    @RepeatedTest(60)
    @DisplayName("D42: no address or fingerprint of the database remains, and sanitising twice is sanitising once")
    void nothingOfTheDatabaseRemains(RepetitionInfo repetition) throws BadBlobException {
        long seed = 4242 + repetition.getCurrentRepetition();
        random = new Random(seed);
        bridges();
        BridgeDb bridges = Databases.of(rows.toArray(String[]::new));
        for (int i = 0; i < 20; i++) {
            ObjectNode datum = measurement();
            String before = datum.toString();
            new Sanitisers(bridges).apply(datum);
            String once = Sanitised.json(datum);
            assertThat(decoded(once).toLowerCase(Locale.ROOT))
                    .as("seed %d: %s", seed, before)
                    .doesNotContain(needles);
            assertThat(Sanitised.json(bridges, once))
                    .as("seed %d: %s", seed, before)
                    .isEqualTo(once);
        }
    }

    private void bridges() {
        for (int i = 0; i < 6; i++) {
            byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            String fingerprint = HexFormat.of().formatHex(bytes);
            int port = 1000 + random.nextInt(9000);
            String address = i % 2 == 0
                    ? (100 + random.nextInt(100)) + ".77." + random.nextInt(256) + "." + random.nextInt(256)
                    : "[2001:db8:" + Integer.toHexString(0x1000 + random.nextInt(0xe000)) + "::" + (i + 1) + "]";
            rows.add(Databases.row(address + ":" + port, i == 5 ? "null" : '"' + fingerprint + '"'));
            secret(address + ":" + port);
            secret((i % 2 == 0 ? "0" + address : address.replace("::", ":0:0:000:0:")) + ":0" + port);
            needles.add(address + ":" + port);
            if (i != 5) {
                secret(fingerprint);
                secret(fingerprint.toUpperCase(Locale.ROOT));
                needles.add(fingerprint);
            }
        }
    }

    private void secret(String text) {
        secrets.add(text);
        secrets.add(text.toUpperCase(Locale.ROOT));
    }

    private ObjectNode measurement() {
        ObjectNode datum = NODES.objectNode();
        datum.put("test_name", pick("bridge_reachability", "tcp_connect", "TCP-connect", "bridgereachability"));
        ObjectNode testKeys = object(0);
        if (random.nextBoolean()) {
            datum.put("input", line());
        }
        if (random.nextBoolean()) {
            testKeys.put("bridge_address", line());
        }
        testKeys.set("tor_log", string());
        datum.set("test_keys", testKeys);
        datum.set(text(), value(0));
        return datum;
    }

    private String line() {
        return pick("", "obfs4 ", " ")
                + secrets.get(random.nextInt(secrets.size()))
                + pick(" cert=x ", "\n", " ", ",")
                + secrets.get(random.nextInt(secrets.size()));
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 4 ? 2 : 5)) {
            case 0, 1 -> string();
            case 2, 3 -> object(depth + 1);
            default -> array(depth + 1);
        };
    }

    private ObjectNode object(int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            object.set(text(), value(depth));
        }
        return object;
    }

    private ArrayNode array(int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(3); i >= 0; i--) {
            array.add(value(depth));
        }
        return array;
    }

    private JsonNode string() {
        byte[] bytes = (text() + "|").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xff;
        return switch (random.nextInt(4)) {
            case 0 -> BinaryNode.valueOf(bytes);
            case 1 ->
                NODES.objectNode()
                        .put("data", Base64.getEncoder().encodeToString(bytes))
                        .put("format", "base64");
            default -> TextNode.valueOf(text());
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(pick(AROUND))
                    .append(secrets.get(random.nextInt(secrets.size())))
                    .append(pick(AROUND))
                    .append(' ');
        }
        return text.toString();
    }

    private String pick(String... choice) {
        return choice[random.nextInt(choice.length)];
    }

    /** The JSON followed by the bytes of what is base64 in it. */
    private static String decoded(String json) {
        StringBuilder all = new StringBuilder(json);
        java.util.regex.Matcher data =
                java.util.regex.Pattern.compile("\"data\":\"([^\"]*)\"").matcher(json);
        while (data.find()) {
            all.append('\n').append(new String(Base64.getDecoder().decode(data.group(1)), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }
}
