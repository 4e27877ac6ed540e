package org.ooni.pipeline.autoclaving.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.autoclaving.Autoclaved.tree;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaving.Autoclaved;
import org.ooni.pipeline.report.BadReason;

class DnsNormaliserTest {
    private static final String A = "<RR name=a.example type=A class=IN ttl=299s auth=False>";

    @Test
    void aQueryGetsItsOneForm() {
        JsonNode query = query("""
                {"query":"[Query('a.example', 1, 1)]","resolver":["8.8.8.8",53],"addrs":["1.2.3.4"],"extra":1,
                 "answers":[["%s","<A address=1.2.3.4 ttl=299>"]],"failure":false}
                """.formatted(A));
        assertThat(query).isEqualTo(tree("""
                                {"hostname":"a.example","resolver_hostname":"8.8.8.8","resolver_port":53,"extra":1,
                                 "answers":[{"ttl":"299","answer_type":"A","ipv4":"1.2.3.4"}],"failure":false}
                                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type=PTR ttl=1|name=b.example|\"hostname\":\"b.example\"",
                "type=CNAME ttl=1|<CNAME name=b-.example>|\"hostname\":\"b\"",
                "type=MX ttl=1|address=1.2.3.456 name=m preference=10|\"hostname\":\"1.2.3.456\",\"preference\":\"10\"",
            })
    void answersAreReadByTheirType(String frame, String payload, String fields) {
        String type = frame.substring(5, frame.indexOf(' '));
        assertThat(answer("[\"" + frame + "\",\"" + payload + "\"]"))
                .isEqualTo(tree("{\"ttl\":\"1\",\"answer_type\":\"" + type + "\"," + fields + "}"));
    }

    @Test
    void anAuthorityHasItsNumbers() {
        assertThat(answer("""
                                ["type=SOA ttl=7","mname=n.a. rname=r.a serial=1 refresh=2 retry=3 expire=4 minimum=5"]
                                """.strip())).isEqualTo(tree("""
                                {"ttl":"7","answer_type":"SOA","responsible_name":"r.a","hostname":"n.a","serial_number":"1",
                                 "refresh_interval":"2","retry_interval":"3","minimum_ttl":"5","expiration_limit":"4"}
                                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null,[]|\"no_answer\"",
                "\"\",[]|\"no_answer\"",
                "false,null|\"no_answer\"",
                "\"timeout\",[]|\"timeout\"",
                "null,[[\"\"]]|null",
            })
    void aQueryWithoutAnswersHasFailed(String failureAndAnswers, String expected) {
        String[] parts = failureAndAnswers.split(",", 2);
        assertThat(query("{\"failure\":" + parts[0] + ",\"answers\":" + parts[1] + "}")
                        .get("failure"))
                .isEqualTo(tree(expected));
    }

    @Test
    void verdictsAreSortedByWhatTheyAre() {
        JsonNode testKeys = testKeys("""
                {"test_resolvers":["9.9.9.9"],"errors":1,"successful":2,
                 "tampering":{"z":false,"t":true,"a":"unknown","m":null,"o":0,"i":1,"b":false}}
                """);
        assertThat(testKeys).isEqualTo(tree("""
                                {"errors":{"z":false,"t":true,"a":"unknown","m":null,"o":0,"i":1,"b":false},
                                 "successful":["z","b"],"failed":["z","a","m","o","i","b"],"inconsistent":["t"],"queries":[]}
                                """));
    }

    @Test
    @DisplayName("D18: verdicts come in the order of the source")
    void verdictsKeepTheirOrder() {
        String testKeys = testKeys("{\"tampering\":{\"z\":false,\"b\":false,\"y\":false,\"a\":false}}")
                .toString();
        assertThat(testKeys).contains("\"successful\":[\"z\",\"b\",\"y\",\"a\"]");
    }

    @Test
    @DisplayName("D37: failed contains the successful ones, and the lists of resolvers and addresses go")
    void failedContainsTheSuccessful() {
        JsonNode testKeys = testKeys(
                "{\"test_resolvers\":[1],\"tampering\":{\"a\":false},\"queries\":[{\"addrs\":[\"1.2.3.4\"]}]}");
        assertThat(testKeys.get("failed")).isEqualTo(testKeys.get("successful")).hasSize(1);
        assertThat(testKeys.has("test_resolvers")).isFalse();
        assertThat(testKeys.at("/queries/0").has("addrs")).isFalse();
    }

    @ParameterizedTest
    @DisplayName("D37: without tampering, given verdicts are kept and missing ones filled in")
    @ValueSource(strings = {"", "\"tampering\":null,", "\"tampering\":{},", "\"tampering\":0,"})
    void givenVerdictsAreKept(String tampering) {
        assertThat(testKeys("{" + tampering + "\"errors\":{\"a\":1},\"failed\":[\"a\"],\"successful\":null}"))
                .isEqualTo(tree("""
                                {"errors":{"a":1},"failed":["a"],"successful":[],"inconsistent":[],"queries":[]}
                                """));
    }

    @Test
    void onlyConsistencyTestsGetEmptyVerdicts() {
        assertThat(Autoclaved.measurement("{\"test_name\":\"dns_injection\"}").testKeys())
                .isEqualTo(tree("{\"queries\":[]}"));
    }

    @ParameterizedTest
    @DisplayName("D38: a query that is not understood stays, and nothing is overwritten by null")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"query\":\"[Query(u'x')]\"}|{\"query\":\"[Query(u'x')]\",\"hostname\":\"\"}",
                "{\"query\":\"odd\",\"hostname\":\"h\"}|{\"query\":\"odd\",\"hostname\":\"h\"}",
                "{\"query\":\"odd\",\"hostname\":null}|{\"query\":\"odd\",\"hostname\":\"\"}",
                "{\"query\":5}|{\"query\":5,\"hostname\":null}",
                "{\"query\":null,\"hostname\":\"h\"}|{\"hostname\":\"h\"}",
                "{\"hostname\":\"h\"}|{\"hostname\":\"h\"}",
                "{\"query\":\"[Query('x')]\",\"hostname\":\"h\"}|{\"hostname\":\"x\"}",
                "{\"query\":\"[Query('a')] [Query('b')]\"}|{\"hostname\":\"a')] [Query('b\"}",
                "{\"query\":\"[Query('a\\nb') [Query('c'\"}|{\"hostname\":\"c\"}",
            })
    void aQueryThatIsNotUnderstoodStays(String given, String expected) {
        JsonNode query = query(given);
        assertThat(query.path("query")).isEqualTo(tree(expected).path("query"));
        assertThat(query.path("hostname")).isEqualTo(tree(expected).path("hostname"));
    }

    @ParameterizedTest
    @DisplayName("D38: a resolver that is no pair stays, and nothing is overwritten by null")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"resolver\":[\"r\",53]}|{\"resolver_hostname\":\"r\",\"resolver_port\":53}",
                "{\"resolver\":[\"r\",null],\"resolver_port\":5}|{\"resolver_hostname\":\"r\",\"resolver_port\":5}",
                "{\"resolver\":\"ab\"}|{\"resolver\":\"ab\",\"resolver_hostname\":null,\"resolver_port\":null}",
                "{\"resolver\":[\"r\"]}|{\"resolver\":[\"r\"],\"resolver_hostname\":null,\"resolver_port\":null}",
                "{\"resolver\":null,\"resolver_port\":5}|{\"resolver_hostname\":null,\"resolver_port\":5}",
                "{\"resolver_hostname\":\"h\"}|{\"resolver_hostname\":\"h\",\"resolver_port\":null}",
            })
    void aResolverThatIsNoPairStays(String given, String expected) {
        JsonNode query = query(given);
        for (String key : new String[] {"resolver", "resolver_hostname", "resolver_port"}) {
            assertThat(query.path(key)).as(key).isEqualTo(tree(expected).path(key));
        }
    }

    @Test
    @DisplayName("D38: a mail server's name is found")
    void aMailServerHasAName() {
        assertThat(answer("[\"type=MX ttl=5\",\"<MX preference=10 name=m.example>\"]"))
                .isEqualTo(tree(
                        "{\"ttl\":\"5\",\"answer_type\":\"MX\",\"hostname\":\"m.example\",\"preference\":\"10\"}"));
    }

    @ParameterizedTest
    @DisplayName("D38: an answer that is not wholly understood is kept raw")
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"type=NS ttl=5\",\"ns.example\"]|{\"ttl\":\"5\",\"answer_type\":\"NS\"}",
                "[\"type=TXT ttl=5\",{\"a\":1}]|{\"ttl\":\"5\",\"answer_type\":\"TXT\"}",
                "[\"type=65\"]|{\"ttl\":\"\",\"answer_type\":\"\"}",
                "[\"type=A\",\"address=1.2.3.4\"]|{\"ttl\":\"\",\"answer_type\":\"A\",\"ipv4\":\"1.2.3.4\"}",
                "[\"type=A ttl=5\",\"address=::1\"]|{\"ttl\":\"5\",\"answer_type\":\"A\",\"ipv4\":\"\"}",
                "\"text\"|{\"ttl\":\"\",\"answer_type\":\"\"}",
            })
    void anAnswerThatIsNotUnderstoodIsKept(String given, String fields) {
        String expected = fields.replaceFirst("}$", ",\"raw\":") + given + "}";
        assertThat(answer(given)).isEqualTo(tree(expected));
    }

    @Test
    @DisplayName("D38: null answers and queries are none")
    void nullListsAreEmpty() {
        assertThat(query("{\"answers\":null}").get("answers")).isEqualTo(tree("[]"));
        assertThat(testKeys("{\"queries\":null}").get("queries")).isEqualTo(tree("[]"));
        assertThat(testKeys("{\"queries\":\"\"}").get("queries")).isEqualTo(tree("[]"));
    }

    @Test
    @DisplayName("D38: answers that are a text or a mapping are one answer of their own kind")
    void answersOfOtherTypesAreKept() {
        assertThat(query("{\"answers\":\"text\"}").get("answers"))
                .isEqualTo(tree("[{\"ttl\":\"\",\"answer_type\":\"\",\"raw\":\"text\"}]"));
        assertThat(query("{\"answers\":{\"a\":1}}").get("answers"))
                .isEqualTo(tree("[{\"ttl\":\"\",\"answer_type\":\"\",\"raw\":{\"a\":1}}]"));
        assertThat(query("{\"answers\":{}}").get("failure").textValue()).isEqualTo("no_answer");
    }

    @Test
    @DisplayName("D39: a name of a hundred thousand dashes takes no time")
    @Timeout(300)
    void aNameOfDashesTakesNoTime() {
        String dashes = "name=a" + "-".repeat(100_000) + "_";
        assertThat(answer("[\"type=CNAME ttl=5\",\"" + dashes + "\"]")
                        .get("hostname")
                        .textValue())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tampering\":[1]}|ATTRIBUTE",
                "{\"tampering\":\"text\"}|ATTRIBUTE",
                "{\"queries\":5}|TYPE",
                "{\"queries\":{\"a\":1}}|ATTRIBUTE",
                "{\"queries\":[[]]}|ATTRIBUTE",
                "{\"queries\":[{\"answers\":false}]}|TYPE",
                "{\"queries\":[{\"answers\":[5]}]}|TYPE",
                "{\"queries\":[{\"answers\":[{\"a\":1}]}]}|KEY",
                "{\"queries\":[{\"answers\":[[]]}]}|INDEX",
                "{\"queries\":[{\"answers\":[\"\"]}]}|INDEX",
                "{\"queries\":[{\"answers\":[[null,\"x\"]]}]}|TYPE",
                "{\"queries\":[{\"answers\":[[\"type=A\"]]}]}|INDEX",
                "{\"queries\":[{\"answers\":[[\"type=A\",5]]}]}|TYPE",
                "[]|ATTRIBUTE",
            })
    void whatIsNoQueryIsABadBlob(String testKeys, BadReason reason) {
        assertThat(autoclaved(testKeys).reason()).isEqualTo(reason);
    }

    private static JsonNode answer(String answer) {
        return query("{\"answers\":[" + answer + "]}").get("answers").get(0);
    }

    private static JsonNode query(String query) {
        return testKeys("{\"queries\":[" + query + "]}").get("queries").get(0);
    }

    private static JsonNode testKeys(String testKeys) {
        return autoclaved(testKeys).testKeys();
    }

    private static Autoclaved autoclaved(String testKeys) {
        return Autoclaved.measurement("{\"test_name\":\"dns_consistency\",\"test_keys\":" + testKeys + "}");
    }
}
