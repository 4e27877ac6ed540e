package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.report.BadReason;

/** Laws of the whole chain on old measurements, right ones and wrong ones. The chain itself refuses all but bad blobs. */
class NormaliserPropertyTest {
    private static final String FORMAT = "\"data_format_version\":\"0.2.0\"";

    private final long seed = Long.getLong("seed", 20_261_120);
    private final Random random = new Random(seed);
    private final RandomMeasurements measurements = new RandomMeasurements(random);

    @Test
    void everyMeasurementBecomesADatumOrABadBlob() {
        Map<Boolean, Integer> outcomes = new HashMap<>();
        for (int round = 0; round < 4_000; round++) {
            String json = measurements.next();
            Autoclaved made = made(round, json);
            assertThat(made.lines().size() + made.failures().size())
                    .as(as(round, json))
                    .isOne();
            outcomes.merge(made.failures().isEmpty(), 1, Integer::sum);
        }
        assertThat(outcomes.get(true)).as("data, seed %d", seed).isGreaterThan(1000);
        assertThat(outcomes.get(false)).as("bad blobs, seed %d", seed).isGreaterThan(100);
    }

    @Test
    void aDatumBecomesItself() {
        for (int round = 0; round < 800; round++) {
            String json = measurements.next();
            for (String line : made(round, json).lines()) {
                assertThat(made(round, line).lines()).as(as(round, json)).containsExactly(line);
            }
        }
    }

    @Test
    void normalisedSessionsStayWhatTheyAreWhenTheirFormatIsForgotten() {
        int sessions = 0;
        for (int round = 0; round < 2_000; round++) {
            String json = measurements.next();
            if (!json.contains("\"http_") || json.contains(FORMAT)) {
                continue;
            }
            for (String line : made(round, json).lines()) {
                JsonNode testKeys = Autoclaved.tree(line).get("test_keys");
                assertThat(made(round, line.replace(FORMAT + ",", "")).testKeys())
                        .as(as(round, json))
                        .isEqualTo(testKeys);
                sessions += testKeys.path("requests").size();
            }
        }
        assertThat(sessions).as("seed %d", seed).isPositive();
    }

    @Test
    void nothingThatIsNotUnderstoodIsLost() {
        for (int round = 0; round < 1_000; round++) {
            String json = measurements.next();
            JsonNode given = Autoclaved.tree(json);
            for (JsonNode datum : made(round, json).data()) {
                assertThat(datum.at("/test_keys/last")).as(as(round, json)).isEqualTo(given.at("/test_keys/last"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_requests", "dns_consistency", "traceroute", "tls_handshake", "captivep", "lantern"})
    void deepAndWideFieldsDoNoHarm(String testName) {
        String deep = "[".repeat(1000) + "]".repeat(1000);
        String wide = "[" + "[0,[]],".repeat(50_000) + "[0,0]]";
        for (String value : new String[] {deep, wide, "{\"a\":" + deep + "}"}) {
            for (String key :
                    new String[] {"requests", "queries", "sent_packets", "cert_subject", "tampering", "other"}) {
                String json = "{\"test_name\":\"" + testName + "\",\"test_keys\":{\"" + key + "\":" + value + "}}";
                Autoclaved made = Autoclaved.json(json + "\n");
                assertThat(made.lines().size() + made.failures().size()).isOne();
            }
        }
    }

    @Test
    void aBodyAtTheLimitOfDepthIsABadBlobAndNothingWorse() {
        String body = "[".repeat(1018) + "]".repeat(1018);
        String json = "{\"test_name\":\"http_host\",\"test_keys\":{\"requests\":[{\"request\":{\"url\":\"u\",\"body\":"
                + body + "}}]}}";
        assertThat(Autoclaved.json(json + "\n")
                        .datum()
                        .at("/test_keys/requests/0/request/body")
                        .textValue())
                .isEqualTo(body);
        String deeper = json.replace("[[", "[[[[").replace("]]", "]]]]");
        assertThat(Autoclaved.json(deeper + "\n").reason()).isEqualTo(BadReason.VALUE);
    }

    private Autoclaved made(int round, String json) {
        try {
            return Autoclaved.json(json + "\n");
        } catch (RuntimeException e) {
            throw new AssertionError(as(round, json), e);
        }
    }

    private String as(int round, String json) {
        return "seed " + seed + ", round " + round + ": " + json;
    }
}
