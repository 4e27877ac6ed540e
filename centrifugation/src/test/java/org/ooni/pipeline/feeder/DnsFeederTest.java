package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.feeder.SampleData.address;
import static org.ooni.pipeline.feeder.SampleData.cname;
import static org.ooni.pipeline.feeder.SampleData.query;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are those of the vectors of the Feeder rules §8; the test of the whole stage has what PostgreSQL refuses. */
class DnsFeederTest {
    private static final int CONTROL_IP = 2;
    private static final int TEST_IP = 3;
    private static final int CONTROL_CNAME = 4;
    private static final int TEST_CNAME = 5;
    private static final int TTL = 6;
    private static final int CONTROL_FAILURE = 9;
    private static final String NULL = "\\N";

    private static Fed fed(String testKeys) {
        return Fed.by(new DnsFeeder(), SampleData.withKeys(testKeys));
    }

    private static Fed answered(String answers) {
        return fed("{'queries': [" + query(answers) + "]}");
    }

    private static Fed controlled(String addrs) {
        return fed("{'control': {'dns': {'failure': null, 'addrs': " + addrs + "}}, 'queries': [" + query("") + "]}");
    }

    private static String only(Fed fed, int column) {
        assertThat(fed.failures()).isEmpty();
        assertThat(fed.rows()).hasSize(1);
        return fed.rows().get(0).get(column);
    }

    @Test
    void vector18_addressesAreSortedAsTextAndNamesKeepTheirOrder() {
        Fed fed = fed(
                "{'control': {'dns': {'failure': null, 'addrs': ['10.0.0.2', '10.0.0.10', 'c.example']}}, 'queries': ["
                        + query(cname("b.example") + "," + address("10.0.0.2", "30") + "," + address("10.0.0.10", "20"))
                        + "]}");
        String ips = "{\"10.0.0.10\",\"10.0.0.2\"}";
        assertThat(fed.rows())
                .containsExactly(List.of(
                        "42",
                        "example.org",
                        ips,
                        ips,
                        "{\"c.example\"}",
                        "{\"b.example\"}",
                        "30",
                        "192.0.2.53",
                        NULL,
                        NULL,
                        NULL));
        assertThat(fed.failures()).isEmpty();
        assertThat(fed.residual())
                .isEqualTo(SampleData.json("{'queries': [{'query_type': '', 'answers': [{}, {}, {'ttl': 0}]}]}"));
    }

    @Test
    @DisplayName("vector 19, #11: a control without IPv4 keeps its names")
    void vector19_aControlWithoutIpv4() {
        Fed fed = controlled("['2001:db8::1']");
        assertThat(only(fed, CONTROL_IP)).isEqualTo(NULL);
        assertThat(only(fed, CONTROL_CNAME)).isEqualTo("{\"2001:db8::1\"}");
    }

    @Test
    @DisplayName("vector 20, #13: IPv6 addresses of the control stand among its names")
    void vector20_ipv6OfTheControlIsAName() {
        Fed fed = controlled("['2001:db8::1', '1.1.1.1']");
        assertThat(only(fed, CONTROL_IP)).isEqualTo("{\"1.1.1.1\"}");
        assertThat(only(fed, CONTROL_CNAME)).isEqualTo("{\"2001:db8::1\"}");
    }

    @Test
    void vector21_failuresGiveARowOfNothingElse() {
        Fed fed = fed(
                "{'control': {'dns': {'failure': 'x', 'addrs': []}}, 'queries': [{'query_type': 'A', 'hostname': 'a',"
                        + "'resolver_hostname': '192.0.2.53', 'failure': 'dns_lookup_error', 'answers': []}]}");
        assertThat(fed.rows())
                .containsExactly(
                        List.of("42", "a", NULL, NULL, NULL, NULL, NULL, "192.0.2.53", NULL, "x", "dns_lookup_error"));
    }

    @Test
    void vector22_aControlOfOneNameSaysNothingOfTwo() {
        Fed fed = fed("{'control': {'dns': {'failure': null, 'addrs': ['1.1.1.1', 'c.example']}}, 'queries': ["
                + query("") + "," + query("").replace("example.org", "example.com") + "]}");
        assertThat(fed.rows()).hasSize(2).allSatisfy(row -> {
            assertThat(row.get(CONTROL_IP)).isEqualTo(NULL);
            assertThat(row.get(CONTROL_CNAME)).isEqualTo(NULL);
            assertThat(row.get(CONTROL_FAILURE)).isEqualTo("[ambiguous]");
        });
    }

    @Test
    void vector23_otherTypesOfQueriesStayInTheResidual() {
        String other = "{'query_type': 'AAAA', 'hostname': 'example.org', 'failure': null}";
        Fed fed = fed("{'queries': [" + query(address("1.1.1.1", "5")) + "," + other + "]}");
        assertThat(fed.rows()).hasSize(1);
        assertThat(fed.failures()).isEmpty();
        assertThat(fed.residual().at("/queries/1"))
                .isEqualTo(SampleData.json("{'query_type': '', 'hostname': '', 'failure': null}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2147483648", "'1h'", "'-1'", "'2147483648'", "' 60'", "[]", "{}"})
    void vector24_aTimeToLiveOutOfRangeIsRefused(String ttl) {
        Fed fed = answered(address("1.1.1.1", ttl));
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'60', 60", "'007', 7", "'2147483647', 2147483647", "'', \\N"})
    @DisplayName("#12: old reports have the time to live as text")
    void timesToLiveAsText(String ttl, String column) {
        assertThat(only(answered(address("1.1.1.1", "'" + ttl + "'")), TTL)).isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource({"true, TRUE", "1.5, 1.5"})
    @DisplayName("vector 25, #24: truths and fractions are left to PostgreSQL")
    void vector25_truthsAndFractions(String ttl, String column) {
        assertThat(only(answered(address("1.1.1.1", ttl)), TTL)).isEqualTo(column);
    }

    @Test
    @DisplayName("#23: a fraction that is none is written as an integer")
    void integralFractions() {
        assertThat(only(answered(address("1.1.1.1", "60.0")), TTL)).isEqualTo("60");
    }

    @Test
    @DisplayName("vector 26, #21: erasing asks for a time to live where the first one is null")
    void vector26_aNullTimeToLiveThenNone() {
        Fed fed = answered(address("1.1.1.1", "null") + ", {'answer_type': 'A', 'ipv4': '1.1.1.2'}");
        assertThat(fed.rows()).hasSize(1);
        assertThat(fed.failures()).hasSize(1);
    }

    @Test
    @DisplayName("vector 27, #10: empty names are dropped, and a list of nothing is NULL")
    void vector27_emptyNames() {
        assertThat(only(answered(cname("")), TEST_CNAME)).isEqualTo(NULL);
        assertThat(only(answered(cname("") + "," + cname("z.example")), TEST_CNAME))
                .isEqualTo("{\"z.example\"}");
        assertThat(only(answered(address("", "1")), TEST_IP)).isEqualTo(NULL);
        assertThat(only(controlled("['', '1.1.1.1']"), CONTROL_CNAME)).isEqualTo(NULL);
    }

    @Test
    @DisplayName("vector 28, #9: the name NULL is a name")
    void vector28_aNameLikeNull() {
        assertThat(only(answered(cname("NULL")), TEST_CNAME)).isEqualTo("{\"NULL\"}");
    }

    @Test
    @DisplayName("vector 30, #39: the point at the end of a name stays")
    void vector30_aPointAtTheEnd() {
        assertThat(only(fed("{'queries': [" + query("").replace("example.org", "a.") + "]}"), 1))
                .isEqualTo("a.");
    }

    @Test
    @DisplayName("#48: names that are too long for their index are refused")
    void overlongNames() {
        String overlong = "x".repeat(2001);
        assertThat(answered(cname(overlong)).rows()).isEmpty();
        assertThat(fed("{'queries': [" + query("").replace("example.org", overlong) + "]}")
                        .rows())
                .isEmpty();
        assertThat(controlled("['" + overlong + "']").failures()).hasSize(1);
    }

    @Test
    void aNullAmongAddressesIsRefused() {
        Fed fed = answered("{'answer_type': 'A', 'ipv4': null, 'ttl': 1}");
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(1);
    }

    @Test
    void theClientsResolverIsErasedEvenWhenTheControlIsNoObject() {
        Fed fed = fed("{'control': null, 'client_resolver': '192.0.2.9', 'queries': []}");
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(2);
        assertThat(fed.residual()).isEqualTo(SampleData.json("{'control': null}"));
    }
}
