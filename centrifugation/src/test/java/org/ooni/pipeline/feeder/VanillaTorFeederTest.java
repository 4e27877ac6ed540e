package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.feeder.SampleData.vanillaTor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are those of the vectors of the Feeder rules §8; the test of the whole stage has what PostgreSQL refuses. */
class VanillaTorFeederTest {
    private static final int VERSION = 7;
    private static final int LOG = 8;
    private static final String GARBAGE =
            "{'success': null, 'tor_log': null, 'tor_progress_tag': null, 'tor_progress': 0,"
                    + "'error': null, 'tor_progress_summary': null, 'timeout': 300}";

    private static Fed fed(ObjectNode datum) {
        return Fed.by(new VanillaTorFeeder(), datum);
    }

    private static String column(ObjectNode datum, int column) {
        Fed fed = fed(datum);
        assertThat(fed.rows()).hasSize(1);
        assertThat(fed.failures()).isEmpty();
        return fed.rows().get(0).get(column);
    }

    @Test
    void aRunIsARowAndLeavesNothing() {
        Fed fed = fed(vanillaTor("{}"));
        assertThat(fed.rows())
                .containsExactly(
                        List.of("42", "300", "\\N", "100", "TRUE", "done", "Done", "0.2.5.7", "[{\"t\":0,\"%\":100}]"));
        assertThat(fed.failures()).isEmpty();
        assertThat(fed.residual()).isEqualTo(SampleData.json("{}"));
    }

    @Test
    void otherTestsAreLeftAlone() {
        Fed fed = fed(vanillaTor("{}").put("test_name", "web_connectivity"));
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.residual().size()).isEqualTo(9);
    }

    @Test
    void vector66_aRunThatNeverWasIsNoRowIfItsTimeoutIsLong() {
        Fed fed = fed(vanillaTor(GARBAGE));
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).isEmpty();
        ObjectNode brief = vanillaTor(GARBAGE);
        brief.withObject("/test_keys").put("timeout", 60);
        assertThat(fed(brief).failures()).hasSize(1);
    }

    @Test
    @DisplayName("vector 67, #20: an empty log is NULL, a NUL is replaced, no version is 0.0.0")
    void vector67_whatPostgresWouldRefuse() {
        assertThat(column(vanillaTor("{'tor_log': ''}"), LOG)).isEqualTo("\\N");
        assertThat(column(vanillaTor("{'tor_log': null}"), LOG)).isEqualTo("\\N");
        assertThat(column(vanillaTor("{'tor_log': 'a\\u0000b'}"), LOG)).isEqualTo("[{\"!\":\"a\ufffdb\"}]");
        assertThat(column(vanillaTor("{'tor_version': null}"), VERSION)).isEqualTo("0.0.0");
        assertThat(column(vanillaTor("{'tor_version': 'None'}"), VERSION)).isEqualTo("None");
    }

    @Test
    @DisplayName("vector 68, #21: erasing asks for the transport, feeding does not")
    void vector68_noTransport() {
        ObjectNode datum = vanillaTor("{}");
        datum.withObject("/test_keys").remove("transport_name");
        Fed fed = fed(datum);
        assertThat(fed.rows()).hasSize(1);
        assertThat(fed.failures()).hasSize(1);
        assertThat(fed.residual().size()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'transport_name': 'obfs4'}", "{'timeout': null}", "{'timeout': 300.0}", "{'tor_log': 5}"})
    void vector68_otherTransportsAndTimeoutsAreRefused(String fragment) {
        Fed fed = fed(vanillaTor(fragment));
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(1);
        assertThat(fed.residual()).isEqualTo(SampleData.json("{}"));
    }

    @Test
    void aNullProgressIsNone() {
        assertThat(column(vanillaTor("{'tor_progress': null}"), 3)).isEqualTo("0");
        assertThat(column(vanillaTor("{'success': 1}"), 4)).isEqualTo("1");
    }

    private static String at(String time, String message) {
        return time + ".000 " + message + "\n";
    }

    private static JsonNode log(String... lines) {
        return TorLog.parse(String.join("", lines));
    }

    private static JsonNode json(String text) {
        return SampleData.json(text);
    }

    @Test
    void vector65_aLogOverMidnight() {
        assertThat(log(
                        at("Aug 28 23:59:50", "[notice] Bootstrapped 5%: Connecting to directory server"),
                        at("Aug 29 00:00:10", "[notice] Bootstrapped 55%: Loading relay descriptors"),
                        "something else\n",
                        at("Aug 29 00:00:20", "[notice] Bootstrapped 100%: Done."),
                        at("Aug 29 00:00:21", "[warn] hi\r"),
                        "\n\n"))
                .isEqualTo(json("[{'t': 0, '%': 5}, {'t': 20, '%': 55}, {'!': 'something else'}, {'t': 30, '%': 100},"
                        + "{'t': 31, '_': '[warn] hi\\r'}]"));
    }

    @Test
    void vector69_aLogOfThreeDaysIsRefused() {
        Fed threeDays = fed(logged(at("Aug 28 01:00:00", "x") + at("Aug 30 01:00:00", "x")));
        assertThat(threeDays.rows()).isEmpty();
        assertThat(threeDays.failures()).hasSize(1);
        assertThat(fed(logged(at("Aug 31 01:00:00", "x") + at("Sep 01 01:00:00", "x")))
                        .failures())
                .isEmpty();
        assertThat(fed(logged(at("Aug 31 01:00:00", "x") + at("Sep 01 01:00:00", "x") + at("Sep 02 01:00:00", "x")))
                        .failures())
                .hasSize(1);
    }

    private static ObjectNode logged(String log) {
        ObjectNode datum = vanillaTor("{}");
        datum.withObject("/test_keys").put("tor_log", log);
        return datum;
    }

    @Test
    void vector82_whatIsNearlyChatterOrALineIsKept() {
        assertThat(log(
                        at("Aug 28 01:00:00", "[notice] Parsing GEOIP file /usr/share/tor/geoip."),
                        "Aug 28 01:00:01.00 two digits\n",
                        "Aug  8 01:00:01.000 padded\n",
                        at("Aug 28 01:00:02", "[notice] Bootstrapped 46%: Loading relay descriptors")))
                .isEqualTo(json("[{'t': 0, '_': '[notice] Parsing GEOIP file /usr/share/tor/geoip.'},"
                        + "{'!': 'Aug 28 01:00:01.00 two digits'}, {'!': 'Aug  8 01:00:01.000 padded'},"
                        + "{'t': 2, '_': '[notice] Bootstrapped 46%: Loading relay descriptors'}]"));
    }

    @Test
    void chatterIsLeftOutButItsTimeCounts() {
        assertThat(log(
                        at("Aug 28 01:00:00", "[notice] Tor 0.2.5.7 (git-abc) opening new log file."),
                        at("Aug 28 01:00:01", "[notice] Opening Socks listener on 127.0.0.1:9050"),
                        at("Aug 28 01:00:02", "[notice] Parsing GEOIP IPv6 file /usr/share/tor/geoip6."),
                        at("Aug 28 01:00:05", "[warn] no"),
                        at("Aug 30 01:00:00", "[notice] Catching signal TERM, exiting cleanly.")))
                .isEqualTo(json("[{'t': 5, '_': '[warn] no'}]"));
    }

    @Test
    void aLogOfLineEndsIsAnEmptyLine() {
        assertThat(log("\n\n")).isEqualTo(json("[{'!': ''}]"));
    }

    @Test
    void timeMayGoBackwards() {
        assertThat(log(at("Aug 28 01:00:00", "x"), at("Aug 28 00:59:59", "x"), at("Aug 29 00:59:59", "x")))
                .isEqualTo(json("[{'t': 0, '_': 'x'}, {'t': -1, '_': 'x'}, {'t': 86399, '_': 'x'}]"));
    }
}
