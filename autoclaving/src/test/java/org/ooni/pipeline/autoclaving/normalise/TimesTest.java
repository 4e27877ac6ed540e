package org.ooni.pipeline.autoclaving.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaving.Autoclaved;
import org.ooni.pipeline.report.BadReason;

class TimesTest {
    private static final String EPOCH = "1970-01-01 00:00:00";

    @ParameterizedTest
    @DisplayName("D28: start_time is floored to whole seconds, which a rounded fraction may carry")
    @CsvSource({
        "1.9,1970-01-01 00:00:01",
        "0.9999996,1970-01-01 00:00:01",
        "0.9999994,1970-01-01 00:00:00",
        "-0.5,1969-12-31 23:59:59",
        "true,1970-01-01 00:00:01",
        "-2208988800,1900-01-01 00:00:00",
        "253402300799,9999-12-31 23:59:59",
        "1e9,2001-09-09 01:46:40",
    })
    void startTimesAreWholeSeconds(String given, String expected) {
        JsonNode datum = datum("\"start_time\":" + given);
        assertThat(times(datum)).isEqualTo(expected + " / " + expected);
        assertThat(datum.has("start_time")).isFalse();
        assertThat(datum.get("test_keys")).isEmpty();
    }

    @Test
    @DisplayName("D25: a missing start_time is the epoch")
    void aMissingStartTimeIsTheEpoch() {
        assertThat(times(datum("\"a\":1"))).isEqualTo(EPOCH + " / " + EPOCH);
    }

    @ParameterizedTest
    @DisplayName("D22: a start_time that is no number counts as missing")
    @ValueSource(strings = {"null", "\"5\"", "[]", "{}"})
    void aStartTimeThatIsNoNumber(String given) {
        assertThat(times(datum("\"start_time\":" + given))).isEqualTo(EPOCH + " / " + EPOCH);
    }

    @ParameterizedTest
    @DisplayName("D22: an integer test_start_time counts as a float")
    @ValueSource(strings = {"200", "200.5"})
    void aNumericTestStartTimeIsTheMeasurements(String given) {
        assertThat(times(datum("\"start_time\":100,\"test_start_time\":" + given)))
                .isEqualTo("1970-01-01 00:01:40 / 1970-01-01 00:03:20");
    }

    @ParameterizedTest
    @DisplayName("D22: a YAML date or datetime counts as its seconds")
    @CsvSource({"2016-01-01,00:00:00", "2016-01-01 10:00:00,10:00:00", "2016-01-01 10:00:00.5,10:00:00"})
    void aTimestampCountsAsItsSeconds(String given, String time) {
        JsonNode datum = Autoclaved.entry("x", "start_time: 100\ntest_start_time: " + given + "\n")
                .datum();
        assertThat(times(datum)).isEqualTo("1970-01-01 00:01:40 / 2016-01-01 " + time);
    }

    @Test
    @DisplayName("D23: without test_start_time a given measurement_start_time is kept if it can be read")
    void aGivenMeasurementTimeIsKept() {
        assertThat(times(datum("\"start_time\":100,\"measurement_start_time\":\"2016-1-2 3:4:5\"")))
                .isEqualTo("1970-01-01 00:01:40 / 2016-01-02 03:04:05");
        for (String unreadable : new String[] {"\"yesterday\"", "5", "null"}) {
            assertThat(times(datum("\"start_time\":100,\"measurement_start_time\":" + unreadable)))
                    .isEqualTo("1970-01-01 00:01:40 / 1970-01-01 00:01:40");
        }
    }

    @Test
    @DisplayName("D23: without measurement_start_time a text test_start_time stands for both")
    void aTextTestTimeStandsForBoth() {
        for (String missing : new String[] {"", ",\"measurement_start_time\":null", ",\"measurement_start_time\":5"}) {
            assertThat(times(datum("\"test_start_time\":\"2016-01-01 00:00:00\"" + missing)))
                    .isEqualTo("2016-01-01 00:00:00 / 2016-01-01 00:00:00");
        }
    }

    @Test
    @DisplayName("D23: with a numeric test_start_time a given measurement_start_time is still replaced")
    void aNumericTestTimeReplaces() {
        assertThat(times(datum("\"test_start_time\":200.5,\"measurement_start_time\":\"2016-01-01 00:00:00\"")))
                .isEqualTo(EPOCH + " / 1970-01-01 00:03:20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2016-1-2 3:4:5", "2016-01- 2 03:04:05", "2016-01-02 \\t\\n 03:04:05", "2016-01-02\\u000b3:4:05"
            })
    void textTimesAreReadLeniently(String text) {
        assertThat(times(datum("\"test_start_time\":\"" + text + "\",\"measurement_start_time\":\"" + text + "\"")))
                .isEqualTo("2016-01-02 03:04:05 / 2016-01-02 03:04:05");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2016-01-02T03:04:05",
                "2016-01-02 03:04:05 ",
                " 2016-01-02 03:04:05",
                "2016-01-02 03:04:60",
                "2016-01-02 24:00:00",
                "2016-02-30 00:00:00",
                "1899-12-31 23:59:59",
                "16-01-02 03:04:05",
                "2016-01-02 03:04",
                "2016-001-02 03:04:05",
                "\\u0662016-01-02 03:04:05",
                "",
            })
    void otherTextsAreNoTimes(String text) {
        assertThat(reason("\"test_start_time\":\"" + text + "\"")).isEqualTo(BadReason.VALUE);
        assertThat(reason("\"test_start_time\":\"2016-01-01 00:00:00\",\"measurement_start_time\":\"" + text + "\""))
                .isEqualTo(BadReason.VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"253402300800", "-2208988801", "1e300", "1e400", "-1e400"})
    void timesOutsideOfTheCalendarAreBadBlobs(String number) {
        assertThat(reason("\"start_time\":" + number)).isEqualTo(BadReason.VALUE);
        assertThat(reason("\"start_time\":" + number + ",\"test_start_time\":" + number))
                .isEqualTo(BadReason.VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "[]", "{}"})
    void aTestStartTimeOfAnotherTypeIsABadBlob(String given) {
        assertThat(reason("\"test_start_time\":" + given)).isEqualTo(BadReason.TYPE);
    }

    private static String times(JsonNode datum) {
        return datum.get("test_start_time").textValue() + " / "
                + datum.get("measurement_start_time").textValue();
    }

    private static JsonNode datum(String members) {
        return Autoclaved.measurement("{" + members + "}").datum();
    }

    private static BadReason reason(String members) {
        return Autoclaved.measurement("{" + members + "}").reason();
    }
}
