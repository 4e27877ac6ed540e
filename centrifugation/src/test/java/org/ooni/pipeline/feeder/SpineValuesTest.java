package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** #3: what would have stopped a bucket is refused for its report or measurement alone. */
@DisplayName("#3: fields of the spine")
class SpineValuesTest {
    private static final List<String> TIMES =
            List.of("2017-01-01 00:00:00", "2017-01-01T23:59:59Z", "2016-02-29 12:00:00.123456", "9999-12-31 00:00:00");
    private static final List<String> ADDRESSES =
            List.of("192.0.2.1", "192.0.2.1/24", "010.0.0.1", "2001:db8::1", "::ffff:192.0.2.1", "2001:DB8::/32");
    private static final List<String> IDS = List.of(
            "00000000-0000-4000-8000-00000000000a",
            "0000000000004000800000000000000A",
            "{00000000-0000-4000-8000-00000000000a}",
            "0000-0000-0000-4000-8000-0000-0000-000a");
    private static final List<String> RUNTIMES = List.of("1.5", "-0.0", "1e10", " 7 ", "1e-40", "3.4e38", ".5", "5.");

    /** What is accepted here must not be refused there, where it would cost the bucket. */
    @Nested
    class Accepted {
        @RegisterExtension
        final MetaDbFixture metadb = MetaDbFixture.migrated();

        @Test
        void valuesAreValuesOfTheirColumns() throws SQLException {
            accept(SpineValues::timestamp, "timestamp", TIMES);
            accept(SpineValues::address, "inet", ADDRESSES);
            accept(SpineValues::uuid, "uuid", IDS);
            accept(SpineValues::real, "real", RUNTIMES);
        }

        private void accept(BiFunction<JsonNode, String, String> check, String type, List<String> values)
                throws SQLException {
            String casts = values.stream()
                    .map(value -> check.apply(TextNode.valueOf(value), "x"))
                    .map(text -> "'" + text + "'::" + type)
                    .collect(Collectors.joining(", "));
            assertThat(metadb.query("SELECT " + casts).get(0)).hasSize(values.size());
        }
    }

    private static void refused(BiFunction<JsonNode, String, String> check, String json) {
        assertThatThrownBy(() -> check.apply(SampleData.json(json), "x")).isInstanceOf(DatumException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'infinity'",
                "'now'",
                "'2017-01-01'",
                "'2017-13-01 00:00:00'",
                "'2017-02-29 00:00:00'",
                "'0000-01-01 00:00:00'",
                "'2017-01-01 25:00:00'",
                "'2017-01-01 00:00:00+01'",
                "null",
                "5",
                "true",
                "''"
            })
    void otherTimes(String json) {
        refused(SpineValues::timestamp, json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "'unknown'",
                "'256.1.1.1'",
                "'1.2.3'",
                "'1.2.3.4/33'",
                "'fe80::1%eth0'",
                "':::'",
                "'abcd'",
                "5"
            })
    void otherAddresses(String json) {
        refused(SpineValues::address, json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "null",
                "5",
                "'00000000-0000-4000-8000-00000000000'",
                "'{00000000-0000-4000-8000-00000000000a'"
            })
    void otherIds(String json) {
        refused(SpineValues::uuid, json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e39", "1e-60", "-1e400", "'fast'", "true", "[1]", "''", "'NaN'"})
    void otherRuntimes(String json) {
        refused(SpineValues::real, json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'USA'", "'\u00e91'", "'\\\\N'", "'U\\t'", "'U'", "12", "'\\u0000U'"})
    void otherCountries(String json) {
        refused(SpineValues::country, json);
    }
}
