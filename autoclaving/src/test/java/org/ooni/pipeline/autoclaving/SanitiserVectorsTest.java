package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.normalise.Origin;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.report.BadBlobException;

/** The cases of the original's sanitising (rows 97 to 105), where they are at hand. */
class SanitiserVectorsTest {
    private static final Path CASES = Path.of("../../shared/vectors/made/normalisation.jsonl");
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String HASH = "ef473bbc24024ac1d66b318ac96bb31a95fd9a7d";

    /** What differs from the original on purpose: member, and its value in JSON; null takes it away. */
    private static final Map<Integer, Map<String, String>> DIFFERENT = Map.of(
            100, Map.of("/test_keys/bridge_address", "null"),
            101, Map.of("/test_keys/bridge_address", "null", "/input", "\"[REDACTED]\""),
            102, Map.of("/test_keys/bridge_hashed_fingerprint", "null", "/input", "null"),
            103, Map.of("/test_keys/bridge_hashed_fingerprint", "null", "/input", "\"[REDACTED]\""),
            104, Map.of("/test_keys/bridge_hashed_fingerprint", '"' + HASH + '"', "/input", '"' + HASH + '"'),
            105, Map.of("/test_keys/tor_log", "\"x [REDACTED] y [REDACTED]\\n[REDACTED]\""));

    /** Those of which the original has no sanitised measurement to compare the rest with. */
    private static final int FIRST_ALONE = 102;

    private static final int LAST_ALONE = 104;

    @TempDir
    Path root;

    @TestFactory
    Iterable<DynamicTest> rows97To105() throws IOException {
        assumeTrue(Files.exists(CASES), "no cases at " + CASES);
        Path database = root.resolve("bridge_db.json");
        Files.writeString(database, """
                {"1.2.3.4:443":{"fingerprint":"0123456789ABCDEF0123456789ABCDEF01234567",
                "distributor":"https","transport":"obfs3"}}""");
        Sanitisers sanitisers = new Sanitisers(BridgeDb.read(database));
        return Files.readAllLines(CASES).stream()
                .map(SanitiserVectorsTest::json)
                .filter(row -> row.get("n").intValue() >= 97 && row.get("n").intValue() <= 105)
                .map(row -> DynamicTest.dynamicTest(
                        row.get("n") + " " + row.get("name").textValue(), () -> check(row, sanitisers)))
                .toList();
    }

    private static void check(JsonNode row, Sanitisers sanitisers) throws BadBlobException {
        int number = row.get("n").intValue();
        JsonNode event = row.get("reference").get(0);
        byte[] sha1 = Base64.getDecoder().decode(event.get("orig_sha1").textValue());
        byte[] report = Base64.getDecoder().decode(row.get("raw_b64").textValue());
        Autoclave autoclave = new Autoclave(sanitisers, ScrubbingRules.none());
        autoclave.json(
                report, 0, report.length - 1, new Origin(row.get("textname").textValue(), sha1));
        JsonNode datum =
                json(new String(autoclave.datum().bytes(), 0, autoclave.datum().length(), StandardCharsets.UTF_8));
        Map<String, String> different = DIFFERENT.getOrDefault(number, Map.of());
        different.forEach((pointer, value) -> assertThat(datum.at(pointer)).isEqualTo(json(value)));
        if (number < FIRST_ALONE || number > LAST_ALONE) {
            assertThat(without(datum, different)).isEqualTo(without(event.get("datum"), different));
        }
    }

    private static JsonNode without(JsonNode datum, Map<String, String> different) {
        ObjectNode rest = datum.deepCopy();
        for (String pointer : different.keySet()) {
            int name = pointer.lastIndexOf('/');
            ((ObjectNode) rest.at(pointer.substring(0, name))).remove(pointer.substring(name + 1));
        }
        return rest;
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
