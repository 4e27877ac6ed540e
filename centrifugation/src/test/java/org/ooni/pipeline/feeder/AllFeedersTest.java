package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How all built-in Feeders share the blame. Numbers are those of the vectors of the Feeder rules §8. */
class AllFeedersTest {
    private static final String CONNECT =
            "'tcp_connect': [{'ip': '1.2.3.4', 'port': 80, 'status': {'failure': null, 'success': true, 'blocked': false}}]";

    private static Map<String, Integer> rows(FedAll fed) {
        return fed.rows().entrySet().stream()
                .filter(table -> !table.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, table -> table.getValue().size()));
    }

    @Test
    void vector1_nothing() {
        FedAll fed = FedAll.by(SampleData.webConnectivity());
        assertThat(rows(fed)).isEqualTo(Map.of("http_verdict", 1));
        assertThat(fed.failures()).isEmpty();
    }

    @Test
    void vector2_nullTestKeys() {
        FedAll fed = FedAll.by(SampleData.with("test_keys", "null"));
        assertThat(rows(fed)).isEmpty();
        assertThat(fed.failures()).hasSize(11);
        assertThat(fed.residual().isNull()).isTrue();
    }

    @Test
    void vector3_anotherTest() {
        FedAll fed = FedAll.by(SampleData.with("test_name", "'ndt'").set("test_keys", SampleData.json("{}")));
        assertThat(rows(fed)).isEqualTo(Map.of("http_verdict", 1));
        assertThat(fed.failures()).isEmpty();
    }

    @Test
    void vector16_aNullControl() {
        FedAll fed = FedAll.by(SampleData.withKeys("{'control': null, " + CONNECT + "}"));
        assertThat(rows(fed)).isEqualTo(Map.of("http_verdict", 1));
        assertThat(fed.failures()).hasSize(6);
    }

    @Test
    void vector17_aNullListOfConnects() {
        assertThat(FedAll.by(SampleData.withKeys("{'tcp_connect': null}")).failures())
                .hasSize(2);
    }
}
