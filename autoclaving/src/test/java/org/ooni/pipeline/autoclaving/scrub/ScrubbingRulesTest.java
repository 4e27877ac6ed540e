package org.ooni.pipeline.autoclaving.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.report.BadBlobException;

class ScrubbingRulesTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    Path directory;

    private ScrubbingRules rules(String... rules) throws IOException {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < rules.length; i++) {
            yaml.append("- {id: r")
                    .append(i)
                    .append(", reason: why, ")
                    .append(rules[i])
                    .append("}\n");
        }
        return ScrubbingRules.read(Files.writeString(directory.resolve("scrubbing.yaml"), yaml));
    }

    /** What a rule makes of a measurement; made twice, for the second time must change nothing. */
    private String scrub(String rule, String datum) throws IOException, BadBlobException {
        ScrubbingRules rules = rules(rule);
        ObjectNode tree = (ObjectNode) MAPPER.readTree(datum);
        List<String> applied = rules.apply(tree);
        String once = tree.toString();
        assertThat(applied.isEmpty()).isEqualTo(once.equals(datum));
        assertThat(rules.apply(tree)).isEmpty();
        assertThat(tree).hasToString(once);
        return once;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a      | {\"a\":1,\"b\":2}                       | {\"b\":2}",
                "/a/b    | {\"a\":{\"b\":1,\"c\":2}}               | {\"a\":{\"c\":2}}",
                "/a/*    | {\"a\":{\"b\":1,\"c\":2}}               | {\"a\":{}}",
                "/a/*    | {\"a\":[1,2,3]}                         | {\"a\":[]}",
                "/a/1    | {\"a\":[1,2,3]}                         | {\"a\":[1,null,3]}",
                "/a/3    | {\"a\":[1,2,3]}                         | {\"a\":[1,2,3]}",
                "/a/01   | {\"a\":[1,2,3],\"01\":1}                | {\"a\":[1,2,3],\"01\":1}",
                "/a/-    | {\"a\":[1,2,3]}                         | {\"a\":[1,2,3]}",
                "/a/1    | {\"a\":{\"1\":2}}                       | {\"a\":{}}",
                "/*/b    | {\"a\":{\"b\":1},\"c\":[1],\"d\":{\"b\":2}} | {\"a\":{},\"c\":[1],\"d\":{}}",
                "/a/*/b  | {\"a\":[{\"b\":1,\"c\":1},2,[3],{\"b\":4}]} | {\"a\":[{\"c\":1},2,[3],{}]}",
                "/a~1b~0 | {\"a/b~\":1}                            | {}",
                "/a/     | {\"a\":{\"\":1}}                        | {\"a\":{}}",
                "/a/b    | {\"a\":\"b\"}                           | {\"a\":\"b\"}"
            })
    void valuesAreRemoved(String pointer, String datum, String left) throws IOException, BadBlobException {
        assertThat(scrub("remove: " + pointer, datum)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null             | null",
                "127.0.0.1        | \"127.0.0.1\"",
                "5                | 5",
                "-5000000000      | -5000000000",
                "true             | true",
                "NO               | \"NO\"",
                "1.50             | \"1.50\"",
                "'[]'             | []",
                "'{a: [b, null]}' | {\"a\":[\"b\",null]}"
            })
    void valuesAreReplaced(String with, String json) throws IOException, BadBlobException {
        assertThat(scrub("replace: {at: /k/*/v, with: " + with + "}", "{\"k\":[{\"v\":[1]},{\"w\":2},{\"v\":\"x\"}]}"))
                .isEqualTo("{\"k\":[{\"v\":" + json + "},{\"w\":2},{\"v\":" + json + "}]}");
    }

    @Test
    void matchesInStringsAndKeysBelowThePointerAreRedacted() throws IOException, BadBlobException {
        assertThat(scrub(
                        "redact: {below: /k, matching: 's[0-9]+'}",
                        "{\"s1\":\"s2\",\"k\":{\"a\":[\"x s3, s4\",[\"s5é\"]],\"s6\":7,\"s7\":8,\"b\":null}}"))
                .isEqualTo("{\"s1\":\"s2\",\"k\":{\"a\":[\"x [REDACTED], [REDACTED]\",[\"[REDACTED]é\"]],"
                        + "\"[REDACTED]\":7,\"[REDACTED] (2)\":8,\"b\":null}}");
    }

    @Test
    void thePointerMayBeTheStringItself() throws IOException, BadBlobException {
        assertThat(scrub("redact: {below: /a/0, matching: '\\bs'}", "{\"a\":[\"s as s\",\"s\"]}"))
                .isEqualTo("{\"a\":[\"[REDACTED] as [REDACTED]\",\"s\"]}");
    }

    @Test
    void ofAWholeMeasurementTheOutermostKeysStay() throws IOException, BadBlobException {
        assertThat(scrub("redact: {below: '', matching: s}", "{\"s\":{\"s\":\"s\"},\"t\":\"s\"}"))
                .isEqualTo("{\"s\":{\"[REDACTED]\":\"[REDACTED]\"},\"t\":\"[REDACTED]\"}");
    }

    @Test
    void base64BodiesAreSeenDecoded() throws IOException, BadBlobException {
        byte[] bytes = "\u00ff a caf\u00e9 \u00fe".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf8 = "caf\u00e9".getBytes(StandardCharsets.UTF_8);
        assertThat(scrub("redact: {below: /b, matching: 'a ca?f'}", body(bytes)))
                .isEqualTo(body("\u00ff [REDACTED]\u00e9 \u00fe".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(scrub("redact: {below: /b, matching: 'f\u00e9'}", body(utf8)))
                .isEqualTo(body("ca[REDACTED]".getBytes(StandardCharsets.UTF_8)));
    }

    private static String body(byte[] bytes) {
        return "{\"b\":{\"data\":\"" + Base64.getEncoder().encodeToString(bytes) + "\",\"format\":\"base64\"}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test_name: ndt                              | true",
                "test_name: [dash, N-D_T]                    | true",
                "test_name: [dash]                           | false",
                "software_name: [other, ooniprobe]           | true",
                "software_name: ooni                         | false",
                "software_version: {from: 2.9, before: 3}    | true",
                "software_version: {from: 2.10.0}            | true",
                "software_version: {from: 2.10.1}            | false",
                "software_version: {before: 2.10}            | false",
                "software_version: {before: 2.10-beta}       | false",
                "software_version: {from: 2.10.0-beta}       | true",
                "probe_cc: NO                                | true",
                "probe_cc: [NL, SE]                          | false",
                "probe_asn: [AS1, AS1234]                    | true",
                "probe_asn: AS123                            | false",
                "measurement_start_time: {from: 2017-11-23}  | true",
                "measurement_start_time: {before: 2017-11-23}| false",
                "measurement_start_time: {from: '2017-11-23 10:20:30', before: '2017-11-23 10:20:31'} | true",
                "measurement_start_time: {before: '2017-11-23 10:20:30'} | false",
                "test_name: ndt, probe_cc: SE                | false",
                "test_name: ndt, probe_cc: NO                | true"
            })
    void allConditionsHold(String match, boolean matches) throws IOException, BadBlobException {
        String datum = "{\"test_name\":\"ndt\",\"software_name\":\"ooniprobe\",\"software_version\":\"2.10.0+x\","
                + "\"probe_cc\":\"NO\",\"probe_asn\":\"AS1234\",\"measurement_start_time\":\"2017-11-23 10:20:30\"}";
        ScrubbingRules rules = rules("match: {" + match + "}, remove: /test_name");
        ObjectNode tree = (ObjectNode) MAPPER.readTree(datum);
        assertThat(rules.concern("ndt", key -> tree.path(key).textValue())).isEqualTo(matches);
        assertThat(rules.apply(tree)).isEqualTo(matches ? List.of("r0") : List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "software_name: x",
                "software_version: {from: 0}",
                "probe_cc: NL",
                "probe_asn: AS1",
                "measurement_start_time: {from: 0001-01-01}"
            })
    void noConditionHoldsOfWhatIsNotThere(String match) throws IOException, BadBlobException {
        ScrubbingRules rules = rules("match: {" + match + "}, remove: /x");
        String key = match.substring(0, match.indexOf(':'));
        for (String value : List.of("null", "7", "\"?\"", "[]")) {
            JsonNode tree = MAPPER.readTree("{\"test_name\":\"ndt\",\"x\":1,\"" + key + "\":" + value + "}");
            assertThat(rules.apply((ObjectNode) tree)).isEmpty();
        }
        assertThat(rules.apply((ObjectNode) MAPPER.readTree("{\"test_name\":\"ndt\",\"x\":1}")))
                .isEmpty();
    }

    @Test
    void rulesAreAppliedInTheirOrder() throws IOException, BadBlobException {
        ScrubbingRules rules = rules("replace: {at: /a, with: b}", "redact: {below: /a, matching: b}", "remove: /x");
        ObjectNode tree = (ObjectNode) MAPPER.readTree("{\"a\":1}");
        assertThat(rules.apply(tree)).containsExactly("r0", "r1");
        assertThat(tree).hasToString("{\"a\":\"[REDACTED]\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)*b", "a{1,100}c.*d", "(?i)[a-z]{20}[0-9]"})
    void hostileTextTakesLinearTime(String expression) throws IOException {
        ScrubbingRules rules = rules("redact: {below: /b, matching: '" + expression + "'}");
        ObjectNode datum = MAPPER.createObjectNode().put("b", "a".repeat(1 << 20));
        assertTimeoutPreemptively(Duration.ofSeconds(300), () -> rules.apply(datum));
    }

    @Test
    void aTextThatAsksForTooManyReadingsIsRedactedAsAWhole() throws IOException {
        ScrubbingRules rules = rules("redact: {below: /b, matching: 'a(.*b)?'}");
        ObjectNode datum = MAPPER.createObjectNode().put("b", "a".repeat(1 << 20));
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(300), () -> rules.apply(datum)))
                .containsExactly("r0");
        assertThat(datum).hasToString("{\"b\":\"[REDACTED]\"}");
    }

    @Test
    void matchesByTheHundredThousandAreFound() throws IOException, BadBlobException {
        ScrubbingRules rules = rules("redact: {below: /b, matching: '[\\w.]+@[\\w.]+'}");
        ObjectNode datum = MAPPER.createObjectNode().put("b", "me@example.org ".repeat(200_000));
        rules.apply(datum);
        assertThat(datum.get("b").textValue()).isEqualTo("[REDACTED] ".repeat(200_000));
    }

    @Test
    void removingManyElementsTakesLinearTime() throws IOException {
        ScrubbingRules rules = rules("remove: /b/*");
        ObjectNode datum = MAPPER.createObjectNode();
        var array = datum.putArray("b");
        for (int i = 0; i < 1_000_000; i++) {
            array.add(i);
        }
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(300), () -> rules.apply(datum)))
                .containsExactly("r0");
        assertThat(array).isEmpty();
    }
}
