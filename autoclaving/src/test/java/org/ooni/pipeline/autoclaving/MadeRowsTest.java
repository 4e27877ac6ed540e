package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ooni.pipeline.autoclaving.normalise.Origin;

/** Cases made by hand, which the original was given: what it made of them, or what a rule says instead. */
class MadeRowsTest {
    private static final int ROWS = 105;

    private static final String BRIDGES = """
            {"1.2.3.4:443":{"fingerprint":"0123456789ABCDEF0123456789ABCDEF01234567",
            "distributor":"https","transport":"obfs3"}}
            """;

    @TestFactory
    Stream<DynamicTest> everyRowGivesWhatTheOriginalGaveOrARuleSays() throws IOException {
        Path file = Vectors.require("made/normalisation.jsonl");
        List<JsonNode> rows =
                Files.readAllLines(file).stream().map(Autoclaved::tree).toList();
        assertThat(rows).hasSize(ROWS);
        return rows.stream().map(row -> DynamicTest.dynamicTest(name(row), () -> check(row)));
    }

    private static String name(JsonNode row) {
        MadeRow ours = MadeRow.ALL.get(row.get("n").intValue());
        return row.get("n") + " " + (ours == null ? "" : ours.rule() + ": ")
                + row.get("name").textValue();
    }

    private static void check(JsonNode row) throws IOException {
        byte[] report = Base64.getDecoder().decode(row.get("raw_b64").textValue());
        Autoclaved made = Autoclaved.of(row.get("textname").textValue(), report, BRIDGES);
        MadeRow ours = MadeRow.ALL.get(row.get("n").intValue());
        if (ours == null) {
            assertThat(row.get("ours").textValue()).startsWith("=");
            requireReference(row.get("reference"), made);
        } else {
            requireOurs(ours, row.get("textname").textValue(), made);
        }
    }

    private static void requireReference(JsonNode reference, Autoclaved made) {
        List<JsonNode> data = new ArrayList<>();
        List<String> sha1s = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (JsonNode event : reference) {
            String info = event.path("info").asText();
            switch (event.get("type").textValue()) {
                case "datum" -> {
                    data.add(event.get("datum"));
                    sha1s.add(event.get("orig_sha1").textValue());
                }
                case "badblob" -> failures.add(event.get("src_off") + "+" + event.get("src_size") + " " + info);
                default -> {
                    if (event.has("src_cutoff")) {
                        failures.add("cut " + event.get("src_cutoff") + " " + info);
                    }
                }
            }
        }
        assertThat(made.failures()).isEqualTo(failures);
        requireSame(data, made.data());
        assertThat(made.sha1s().stream()
                        .map(Base64.getEncoder()::encodeToString)
                        .toList())
                .isEqualTo(sha1s);
    }

    private static void requireOurs(MadeRow ours, String textname, Autoclaved made) {
        assertThat(made.failures()).isEqualTo(ours.failures());
        assertThat(made.data()).hasSize(ours.data().size());
        List<JsonNode> expected = new ArrayList<>();
        for (int i = 0; i < ours.data().size(); i++) {
            ObjectNode datum = blank(new Origin(textname, made.sha1s().get(i)));
            datum.setAll((ObjectNode) Autoclaved.tree(ours.data().get(i)));
            expected.add(datum);
        }
        requireSame(expected, made.data());
    }

    private static void requireSame(List<JsonNode> expected, List<JsonNode> actual) {
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Differences.between(expected.get(i), actual.get(i)))
                    .as("datum %d: %s", i, actual.get(i))
                    .isEmpty();
        }
    }

    /** What an old measurement that says nothing becomes. */
    private static ObjectNode blank(Origin origin) {
        ObjectNode datum = JsonNodeFactory.instance.objectNode();
        for (String key : """
                input input_hashes report_id options probe_cc probe_asn probe_ip probe_city backend_version \
                test_version test_runtime test_helpers software_name software_version""".split(" ")) {
            datum.putNull(key);
        }
        datum.put("id", origin.id()).put("report_filename", origin.textname());
        datum.put("bucket_date", origin.bucket()).put("data_format_version", "0.2.0");
        datum.put("test_start_time", "1970-01-01 00:00:00").put("measurement_start_time", "1970-01-01 00:00:00");
        datum.putObject("test_keys");
        return datum.put("test_name", "invalid");
    }
}
