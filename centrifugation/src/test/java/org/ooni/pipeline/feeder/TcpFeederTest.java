package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are those of the vectors of the Feeder rules §8; the test of the whole stage has what PostgreSQL refuses. */
class TcpFeederTest {
    private static final String NULL = "\\N";
    private static final String OK = "{'failure': null, 'success': true, 'blocked': false}";

    private static Fed fed(String testKeys) {
        return Fed.by(new TcpFeeder(), SampleData.withKeys(testKeys));
    }

    private static String connect(String ip, String port, String status) {
        return "{'ip': " + ip + ", 'port': " + port + ", 'status': " + status + "}";
    }

    private static String ok() {
        return connect("'1.2.3.4'", "80", OK);
    }

    private static List<String> row(String... values) {
        return List.of("42", values[0], values[1], values[2], values[3], values[4]);
    }

    @Test
    void vector4_aConnectIsARow() {
        Fed fed = fed("{'tcp_connect': [" + ok() + "]}");
        assertThat(fed.rows()).containsExactly(row("1.2.3.4", "80", NULL, NULL, NULL));
        assertThat(fed.failures()).isEmpty();
        assertThat(fed.residual()).isEqualTo(SampleData.json("{}"));
    }

    @Test
    void vector5_theControlsFailureStandsBeside() {
        Fed fed = fed(
                "{'tcp_connect': [" + ok()
                        + "], 'control': {'tcp_connect': {'1.2.3.4:80': {'status': false, 'failure': 'connection_refused_error'}}}}");
        assertThat(fed.rows()).containsExactly(row("1.2.3.4", "80", "connection_refused_error", NULL, NULL));
        assertThat(fed.failures()).isEmpty();
        assertThat(fed.residual()).isEqualTo(SampleData.json("{}"));
    }

    @Test
    void vector6_aControlThatFailedAndSucceededIsRefused() {
        Fed fed = fed("{'tcp_connect': [" + ok()
                + "], 'control': {'tcp_connect': {'1.2.3.4:80': {'status': true, 'failure': 'x'}}}}");
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(1);
    }

    @Test
    void vector7_resultsOfAControlThatFailedAreRefused() {
        Fed fed = fed(
                "{'tcp_connect': [" + ok()
                        + "], 'control_failure': 'boom', 'control': {'tcp_connect': {'1.2.3.4:80': {'status': true, 'failure': null}}}}");
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(1);
    }

    @Test
    void vector8_theControlsOwnFailureIsTheLastColumn() {
        Fed fed = fed("{'tcp_connect': [" + ok() + "], 'control_failure': 'boom'}");
        assertThat(fed.rows()).containsExactly(row("1.2.3.4", "80", NULL, NULL, "boom"));
    }

    @Test
    void vector9_otherAddressesGiveNoRowAndLeaveNothing() {
        Fed fed = fed("{'tcp_connect': [" + connect("'2001:db8::1'", "80", OK) + "," + connect("'a.example'", "80", OK)
                + "]}");
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).isEmpty();
        assertThat(fed.residual()).isEqualTo(SampleData.json("{}"));
    }

    @Test
    void vector10_theRangeOfOctetsIsLeftToPostgres() {
        Fed fed = fed(
                "{'tcp_connect': [" + connect("'999.1.1.1'", "80", OK) + "," + connect("'1.1.1.1'", "80", OK) + "]}");
        assertThat(fed.rows()).extracting(row -> row.get(1)).containsExactly("999.1.1.1", "1.1.1.1");
    }

    @Test
    void vector11_successThatWasPerhapsBlockedIsRefused() {
        Fed fed = fed("{'tcp_connect': ["
                + connect("'1.2.3.4'", "80", "{'failure': null, 'success': true, 'blocked': null}") + "]}");
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(1);
    }

    @Test
    @DisplayName("vector 12, #21: erasing asks for keys that feeding does not need")
    void vector12_erasingIsStricterThanFeeding() {
        Fed fed = fed("{'tcp_connect': [" + connect("'1.2.3.4'", "80", "{'failure': 'x', 'success': false}") + "]}");
        assertThat(fed.rows()).containsExactly(row("1.2.3.4", "80", NULL, "x", NULL));
        assertThat(fed.failures()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'80'", "80.0", "null", "18446744073709551696"})
    void vector13_aPortThatIsNoIntegerIsRefusedTwice(String port) {
        Fed fed = fed("{'tcp_connect': [" + connect("'1.2.3.4'", port, OK) + "]}");
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(2);
    }

    @Test
    @DisplayName("vector 14, #24: port true is port 1")
    void vector14_aBooleanPortIsANumber() {
        assertThat(fed("{'tcp_connect': [" + connect("'1.2.3.4'", "true", OK) + "]}")
                        .rows())
                .containsExactly(row("1.2.3.4", "1", NULL, NULL, NULL));
    }

    @Test
    void vector15_theSameConnectTwiceIsTwoRows() {
        Fed fed = fed("{'tcp_connect': [" + ok() + "," + ok()
                + "], 'control': {'tcp_connect': {'1.2.3.4:80': {'status': true, 'failure': null}}}}");
        assertThat(fed.rows()).hasSize(2);
        assertThat(fed.failures()).isEmpty();
    }

    @Test
    void vector16_aNullControlIsNotAMissingOne() {
        Fed fed = fed("{'tcp_connect': [" + ok() + "], 'control': null}");
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(2);
    }

    @Test
    void vector17_aNullListIsNotAMissingOne() {
        Fed fed = fed("{'tcp_connect': null}");
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(2);
    }

    @Test
    void vector77_aHostNameOutsideAsciiIsRefusedWhenErasing() {
        Fed fed = fed("{'tcp_connect': [" + connect("'b\u00fccher.example'", "80", OK) + "]}");
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(1);
        assertThat(fed.residual()).isEqualTo(SampleData.json("{}"));
    }

    @Test
    @DisplayName("vector 79, #22: a line end in an address does not end the COPY line")
    void vector79_separatorsInAnAddressAreEscaped() {
        Fed fed = fed(
                "{'tcp_connect': [" + connect("'1.1.1.1\\n'", "80", OK) + "," + connect("'2.2.2.2'", "80", OK) + "]}");
        assertThat(fed.rows()).extracting(row -> row.get(1)).containsExactly("1.1.1.1\\n", "2.2.2.2");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {"false, FALSE", "'', ||", "5, 5", "['a' 'b'], |{\"a\",\"b\"}|"})
    void anyScalarOrListIsAFailure(String failure, String column) {
        String status = "{'failure': " + failure.replace("' '", "','") + ", 'success': false, 'blocked': false}";
        assertThat(fed("{'tcp_connect': [" + connect("'1.2.3.4'", "80", status) + "]}")
                        .rows())
                .containsExactly(row("1.2.3.4", "80", NULL, column, NULL));
    }

    @Test
    void oneBadElementLosesAllRowsAndWhatWasErasedBeforeStaysErased() {
        Fed fed = fed("{'tcp_connect': [" + ok() + ",{'ip': '1.2.3.5', 'port': 80}]}");
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(2);
        assertThat(fed.residual()).isEqualTo(SampleData.json("{}"));
    }
}
