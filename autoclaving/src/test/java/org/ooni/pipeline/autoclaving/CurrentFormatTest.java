package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.normalise.CurrentFormat;
import org.ooni.pipeline.autoclaving.normalise.Origin;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.JsonText;
import org.ooni.pipeline.report.TextBuffer;

/** The quick way and the long way of a measurement of a current format are one and the same. */
class CurrentFormatTest {
    private static final Origin ORIGIN = new Origin(Autoclaved.TEXTNAME + ".json", new byte[20]);
    private static final List<String> KEYS = List.of(
            "test_name",
            "test_nam\\u0065",
            "id",
            "input",
            "bucket_date",
            "report_filename",
            "report",
            "data_format_version",
            "test_keys",
            "test_start_time",
            "start_time",
            "probe_cc",
            "annotations",
            "",
            "\\u00e9\\n");
    private static final List<String> VERSIONS =
            List.of("\"0.2.0\"", "\"0.3.4\"", "\"1.0.0\"", "\"0.10.0\"", "\"0.2\"", "0.2", "null", "\"0\\u002e2.0\"");
    private static final List<String> NAMES = List.of(
            "\"web_connectivity\"", "\"HTTP Host\"", "\"\\u00c9\"", "\"\"", "null", "5", "\"tcp_connect\"", "[]");
    private static final List<String> IDS =
            List.of("null", "\"\"", "0", "0.0", "false", "[]", "{}", "7", "\"x\"", "[0]");
    private static final List<String> VALUES = List.of(
            "null", "true", "5", "007", "1.50", "1e400", "\"t\\ud800\"", "[]", "{}", "[1,{\"a\":null,}]", "{\"a\":1}");
    private static final List<String> NESTED =
            List.of("{\"a\":1,\"a\":2}", "{\"b\":{\"a\":1,\"a\":[]}}", "[{\"k\":1,\"k\":2}]");

    private final long seed = Long.getLong("seed", 20_261_120);
    private final Random random = new Random(seed);
    private Sanitisers sanitisers;
    private int quick;

    @BeforeEach
    void knowNoBridges(@TempDir Path temp) throws IOException {
        sanitisers = new Sanitisers(BridgeDb.read(Files.writeString(temp.resolve("bridge_db.json"), "{}")));
    }

    @Test
    @DisplayName("D46: current formats, in whatever spelling, come out of the quick way as out of the long way")
    void bothWaysGiveTheSameBytes() {
        int rounds = 20_000;
        for (int round = 0; round < rounds; round++) {
            byte[] blob = measurement().getBytes(StandardCharsets.UTF_8);
            assertThat(published(blob))
                    .as("seed %d, round %d: %s", seed, round, new String(blob, StandardCharsets.UTF_8))
                    .isEqualTo(longWay(blob));
        }
        assertThat(quick).as("taken by the quick way, seed %d", seed).isBetween(rounds / 10, rounds - rounds / 10);
    }

    @Test
    void repeatedKeysInsideGoTheLongWay() throws BadBlobException {
        assertThat(isQuick("{\"data_format_version\":\"0.3.0\",\"test_keys\":{\"a\":1}}"))
                .isTrue();
        assertThat(isQuick("{\"data_format_version\":\"0.3.0\",\"test_keys\":{\"a\":1,\"a\":2}}"))
                .isFalse();
    }

    @Test
    void testsThatAreChangedGoTheLongWay() throws BadBlobException {
        JsonText raw = new JsonText();
        byte[] blob = "{\"data_format_version\":\"0.3.0\",\"test_keys\":{},\"test_name\":\"TCP Connect\"}"
                .getBytes(StandardCharsets.UTF_8);
        raw.copy(blob, 0, blob.length);
        TextBuffer out = new TextBuffer();
        assertThat(CurrentFormat.write(raw, ORIGIN, "tcp_connect"::equals, out)).isFalse();
        assertThat(out.length()).isZero();
    }

    private boolean isQuick(String json) throws BadBlobException {
        JsonText raw = new JsonText();
        raw.copy(json.getBytes(StandardCharsets.UTF_8), 0, json.length());
        return CurrentFormat.write(raw, ORIGIN, sanitisers::applyTo, new TextBuffer());
    }

    private String published(byte[] blob) {
        try {
            JsonText raw = new JsonText();
            raw.copy(blob, 0, blob.length);
            quick += CurrentFormat.write(raw, ORIGIN, sanitisers::applyTo, new TextBuffer()) ? 1 : 0;
            Autoclave autoclave = new Autoclave(sanitisers, ScrubbingRules.none());
            autoclave.json(blob, 0, blob.length, ORIGIN);
            return text(autoclave.datum());
        } catch (BadBlobException e) {
            return e.reason().toString();
        }
    }

    private String longWay(byte[] blob) {
        try {
            JsonText raw = new JsonText();
            raw.copy(blob, 0, blob.length);
            Autoclave autoclave = new Autoclave(sanitisers, ScrubbingRules.none());
            autoclave.tree(raw.tree(), ORIGIN);
            return text(autoclave.datum());
        } catch (BadBlobException e) {
            return e.reason().toString();
        }
    }

    private static String text(TextBuffer datum) {
        return new String(datum.bytes(), 0, datum.length(), StandardCharsets.UTF_8);
    }

    private String measurement() {
        List<String> members = new ArrayList<>();
        if (random.nextInt(8) > 0) {
            members.add("\"data_format_version\":\"0.2.0\"");
        }
        if (random.nextInt(8) > 0) {
            members.add("\"test_keys\":{\"a\":[1.0]}");
        }
        for (int i = random.nextInt(8); i > 0; i--) {
            String key = one(KEYS);
            members.add(random.nextInt(members.size() + 1), "\"" + key + "\" :\t" + value(key));
        }
        return "{" + String.join(random.nextBoolean() ? " ," : ",", members) + (random.nextInt(4) == 0 ? ",}" : "}");
    }

    private String value(String key) {
        return switch (key) {
            case "data_format_version" -> one(VERSIONS);
            case "test_name", "test_nam\\u0065" -> one(NAMES);
            case "id" -> one(IDS);
            default -> one(random.nextInt(12) == 0 ? NESTED : VALUES);
        };
    }

    private String one(List<String> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
