package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BiFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** #3: what would have stopped a bucket is refused for its report or measurement alone. */
@DisplayName("#3: fields of the spine")
class SpineValuesTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    private void acceptedByBoth(BiFunction<JsonNode, String, String> check, String type, String value)
            throws SQLException {
        String text = check.apply(TextNode.valueOf(value), "x");
        try (Connection connection = metadb.dataSource().getConnection();
                PreparedStatement cast = connection.prepareStatement("SELECT (?::text)::" + type)) {
            cast.setString(1, text);
            try (ResultSet row = cast.executeQuery()) {
                assertThat(row.next()).isTrue();
            }
        }
    }

    private static void refused(ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOf(DatumException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2017-01-01 00:00:00",
                "2017-01-01T23:59:59Z",
                "2016-02-29 12:00:00.123456",
                "9999-12-31 00:00:00"
            })
    void timesAreIso(String value) throws SQLException {
        acceptedByBoth(SpineValues::timestamp, "timestamp", value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'infinity'", "'now'", "'2017-01-01'", "'2017-13-01 00:00:00'", "'2017-02-29 00:00:00'",
                        "'0000-01-01 00:00:00'",
                "'2017-01-01 25:00:00'", "'2017-01-01 00:00:00+01'", "null", "5", "true", "''"
            })
    void otherTimesAreRefused(String json) {
        refused(() -> SpineValues.timestamp(SampleData.json(json), "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.1", "192.0.2.1/24", "010.0.0.1", "2001:db8::1", "::ffff:192.0.2.1", "2001:DB8::/32"})
    void addressesAreOfEitherFamily(String value) throws SQLException {
        acceptedByBoth(SpineValues::address, "inet", value);
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
    void otherAddressesAreRefused(String json) {
        refused(() -> SpineValues.address(SampleData.json(json), "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-4000-8000-00000000000a", "0000000000004000800000000000000A",
                "{00000000-0000-4000-8000-00000000000a}", "0000-0000-0000-4000-8000-0000-0000-000a"
            })
    void idsAreUuids(String value) throws SQLException {
        acceptedByBoth(SpineValues::uuid, "uuid", value);
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
    void otherIdsAreRefused(String json) {
        refused(() -> SpineValues.uuid(SampleData.json(json), "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "-0.0", "1e10", " 7 ", "1e-40", "3.4e38", ".5", "5."})
    void runtimesAreNumbersInTheRangeOfTheColumn(String value) throws SQLException {
        acceptedByBoth(SpineValues::real, "real", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e39", "1e-60", "-1e400", "'fast'", "true", "[1]", "''", "'NaN'"})
    void otherRuntimesAreRefused(String json) {
        refused(() -> SpineValues.real(SampleData.json(json), "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'USA'", "'\u00e91'", "'\\\\N'", "'U\\t'", "'U'", "12", "'\\u0000U'"})
    void countriesAreTwoPlainCharacters(String json) {
        refused(() -> SpineValues.country(SampleData.json(json), "x"));
    }
}
