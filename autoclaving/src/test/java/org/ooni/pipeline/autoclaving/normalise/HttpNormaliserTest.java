package org.ooni.pipeline.autoclaving.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.autoclaving.Autoclaved.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaving.Autoclaved;
import org.ooni.pipeline.report.BadReason;

class HttpNormaliserTest {
    private static final String NO_TOR = "{\"is_tor\":false,\"exit_ip\":null,\"exit_name\":null}";

    @Test
    void aSessionGetsItsOneForm() {
        JsonNode session = session("""
                {"request":{"url":"http://a/","body":null,"headers":[["Host",["a"]]],"tor":null,"method":"GET"},
                 "response":{"body":"x\\u0000y","headers":[["Content-Length",["12"]]],"code":200},
                 "extra":[1]}
                """);
        assertThat(session).isEqualTo(tree("""
                                {"request":{"url":"http://a/","body":null,"headers":{"Host":"a"},"tor":%s,"method":"GET"},
                                 "response":{"body":"xy","headers":{"Content-Length":"12"},"code":200},
                                 "extra":[1],"response_length":"12"}
                                """.formatted(NO_TOR)));
    }

    @Test
    void requestsAreAListEvenWhenThereAreNone() {
        assertThat(testKeys("{}")).isEqualTo(tree("{\"requests\":[]}"));
        assertThat(testKeys("{\"requests\":{}}")).isEqualTo(tree("{\"requests\":[]}"));
        assertThat(testKeys("{\"requests\":\"\"}")).isEqualTo(tree("{\"requests\":[]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"requests\":null}|TYPE",
                "{\"requests\":5}|TYPE",
                "{\"requests\":\"text\"}|ATTRIBUTE",
                "{\"requests\":[null]}|ATTRIBUTE",
                "{\"requests\":null,\"request\":{\"url\":\"u\"},\"response\":{\"a\":1}}|ATTRIBUTE",
                "{\"requests\":[{\"response\":{}}]}|KEY",
                "{\"requests\":[{\"request\":[]}]}|KEY",
                "{\"requests\":[{\"request\":{}}]}|KEY",
                "{\"requests\":[{\"request\":{\"url\":null}}]}|ATTRIBUTE",
                "{\"requests\":[{\"request\":{\"url\":\"u\",\"headers\":[[\"A\"]]}}]}|VALUE",
                "{\"requests\":[{\"request\":{\"url\":\"u\",\"headers\":\"text\"}}]}|VALUE",
                "{\"requests\":[{\"request\":{\"url\":\"u\",\"headers\":[5]}}]}|TYPE",
                "{\"requests\":[{\"request\":{\"url\":\"u\",\"headers\":7}}]}|TYPE",
                "{\"requests\":[{\"request\":{\"url\":\"u\",\"headers\":[[[],\"v\"]]}}]}|TYPE",
                "[]|ATTRIBUTE",
            })
    void whatIsNoSessionIsABadBlob(String testKeys, BadReason reason) {
        assertThat(autoclaved(testKeys).reason()).isEqualTo(reason);
    }

    @Test
    void aSessionAmongTheTestKeysIsMovedBehindTheOthers() {
        JsonNode testKeys = testKeys("""
                {"request":{"url":"http://2"},"response":{"body":"two"},"requests":[{"request":{"url":"http://1"}}]}
                """);
        assertThat(testKeys.size()).isOne();
        assertThat(urls(testKeys)).containsExactly("http://1", "http://2");
        assertThat(testKeys.at("/requests/1/response/body").textValue()).isEqualTo("two");
    }

    @Test
    void aRequestWithoutResponseIsLeftWhereItIs() {
        assertThat(testKeys("{\"request\":{\"url\":\"u\"},\"response\":null}"))
                .isEqualTo(tree("{\"request\":{\"url\":\"u\"},\"response\":null,\"requests\":[]}"));
    }

    @Test
    void theFirstOfEitherKindLead() {
        JsonNode testKeys = testKeys("""
                {"requests":[
                 {"request":{"url":"e1"}},{"request":{"url":"e2"}},{"request":{"url":"shttp://c1 shttp://x"}},
                 {"request":{"url":"c2","tor":true}},{"request":{"url":"e3","tor":{"is_tor":false}}}]}
                """);
        assertThat(urls(testKeys)).containsExactly("e1", "http://c1 http://x", "e2", "e3", "c2");
        assertThat(testKeys.findValuesAsText("is_tor")).containsExactly("false", "true", "false", "false", "true");
    }

    @Test
    @DisplayName("D29: repeated headers and further values are listed beside the mapping that loses them")
    void noHeaderIsLost() {
        JsonNode response = response("""
                {"body":"b","headers":[["A",["1","2"]],["B",["x"]],["A",[["3","4"],"5\\u0000"]]]}
                """);
        assertThat(response).isEqualTo(tree("""
                                {"body":"b","headers":{"A":"3","B":"x"},
                                 "headers_list":[["A","1"],["A","2"],["B","x"],["A","3"],["A","4"],["A","5"]]}
                                """));
    }

    @Test
    @DisplayName("D29: no list where the mapping has all, or a list is there already")
    void theListIsAddedOnlyWhereItIsNeeded() {
        assertThat(response("{\"headers\":[[\"A\",[\"1\"]],[\"B\",[\"1\"]]]}").has("headers_list"))
                .isFalse();
        assertThat(response("{\"headers\":[[\"A\",[1,2]]],\"headers_list\":7}").get("headers_list"))
                .isEqualTo(tree("7"));
    }

    @Test
    @DisplayName("D29: a name with more values than any server sends gets no list")
    void theListIsBounded() {
        String many = "1,".repeat(10_000);
        assertThat(response("{\"headers\":[[\"A\",[" + many + "1]]]}").has("headers_list"))
                .isFalse();
        assertThat(response("{\"headers\":[[\"A\",[" + many.substring(2) + "1]]]}")
                        .get("headers_list"))
                .hasSize(10_000);
        String longName = "n".repeat(1 << 14);
        String some = "1,".repeat(63);
        assertThat(response("{\"headers\":[[\"" + longName + "\",[" + some + "1]]]}")
                        .get("headers_list"))
                .hasSize(64);
        assertThat(response("{\"headers\":[[\"" + longName + "\",[" + some + "1,1]]]}")
                        .has("headers_list"))
                .isFalse();
    }

    @ParameterizedTest
    @DisplayName("D30: values and headers of other types keep what they say")
    @CsvSource(
            delimiter = '|',
            value = {
                "[[\"A\",\"text\"]]|{\"A\":\"text\"}",
                "[[\"A\",5],[\"B\",[1.50]]]|{\"A\":\"5\",\"B\":\"1.50\"}",
                "[[\"A\",[]],[\"B\",null],[\"C\",\"\"]]|{\"A\":null,\"B\":null,\"C\":\"\"}",
                "[[\"A\",[[]]]]|{\"A\":null}",
                "[[\"A\",{\"b\":true}],[\"B\",false]]|{\"A\":\"{\\\"b\\\":true}\",\"B\":\"false\"}",
                "[[1,[\"x\"]],[null,[\"y\"]],[true,[\"z\"]]]|{\"1\":\"x\",\"None\":\"y\",\"True\":\"z\"}",
                "[\"ab\",{\"n\":1,\"v\":2}]|{\"a\":\"b\",\"n\":\"v\"}",
                "{\"Server\":[\"x\"],\"Via\":\"y\"}|{\"Server\":\"x\",\"Via\":\"y\"}",
                "null|{}",
                "[]|{}",
                "\"\"|{}",
                "{}|{}",
            })
    void valuesOfOtherTypesKeepWhatTheySay(String headers, String expected) {
        assertThat(response("{\"headers\":" + headers + "}").get("headers")).isEqualTo(tree(expected));
    }

    @Test
    @DisplayName("D30: a mapping of several values loses none")
    void headersOfAMappingAreListedToo() {
        assertThat(response("{\"headers\":{\"A\":[\"1\",\"2\"]}}"))
                .isEqualTo(tree(
                        "{\"body\":null,\"headers\":{\"A\":\"1\"},\"headers_list\":[[\"A\",\"1\"],[\"A\",\"2\"]]}"));
    }

    @ParameterizedTest
    @DisplayName("D31: a body that is no text becomes its JSON, and one that is encoded stays")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":\"gA==\",\"format\":\"base64\"}|{\"data\":\"gA==\",\"format\":\"base64\"}",
                "{\"data\":\"gA==\",\"format\":\"base64\",\"z\":1}|\"{\\\"data\\\":\\\"gA==\\\",\\\"format\\\":\\\"base64\\\",\\\"z\\\":1}\"",
                "{\"data\":1,\"format\":\"base64\"}|\"{\\\"data\\\":1,\\\"format\\\":\\\"base64\\\"}\"",
                "[1, \"x\"]|\"[1,\\\"x\\\"]\"",
                "1.50|\"1.50\"",
                "false|\"false\"",
                "null|null",
            })
    void bodiesOfOtherTypesAreKept(String body, String expected) {
        assertThat(response("{\"body\":" + body + "}").get("body")).isEqualTo(tree(expected));
    }

    @Test
    @DisplayName("D31: missing bodies and headers are none")
    void missingPartsAreNone() {
        JsonNode session = session("{\"request\":{\"url\":\"u\"},\"response\":{}}");
        assertThat(session.get("response")).isEqualTo(tree("{\"body\":null,\"headers\":{}}"));
        assertThat(session.at("/request/headers")).isEmpty();
        assertThat(session.at("/request/body").isNull()).isTrue();
    }

    @Test
    @DisplayName("D32: a binary body keeps its NULs, a text does not")
    void binaryBodiesKeepTheirNuls() {
        JsonNode testKeys = Autoclaved.entry("http_host", """
                        requests:
                        - request: {url: u, body: "a\\0b"}
                          response: {body: !!binary '/wD+AA==', headers: [[X, [!!binary '6QA=']]]}
                        - request: {url: v, body: !!binary 'wwCp'}
                        """).testKeys();
        assertThat(testKeys.at("/requests/0/request/body").textValue()).isEqualTo("ab");
        assertThat(testKeys.at("/requests/0/response/body"))
                .isEqualTo(tree("{\"data\":\"/wD+AA==\",\"format\":\"base64\"}"));
        assertThat(testKeys.at("/requests/0/response/headers/X/data").textValue())
                .isEqualTo("6QA=");
        // UTF-8 once the NUL is gone, as it was published.
        assertThat(testKeys.at("/requests/1/request/body").textValue()).isEqualTo("é");
    }

    @Test
    @DisplayName("D33: an aliased request is normalised once for each place it stands in")
    void aliasesAreCopies() {
        JsonNode testKeys = Autoclaved.entry("http_host", """
                        requests:
                        - request: &r {url: shttp://a, headers: [[A, [x]]]}
                        - request: *r
                        """).testKeys();
        assertThat(urls(testKeys)).containsExactly("http://a", "http://a");
        assertThat(testKeys.at("/requests/0")).isEqualTo(testKeys.at("/requests/1"));
        assertThat(testKeys.at("/requests/1/request/tor/is_tor").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @DisplayName("D34: every form of tor says whether it was, and the exit relay is told when it is known")
    @CsvSource(
            delimiter = '|',
            value = {
                "u|true|true,null,null",
                "u|null|false,null,null",
                "u|0|false,null,null",
                "u|1|false,null,null",
                "u|\"yes\"|false,null,null",
                "u|{\"is_tor\":true,\"exit_ip\":\"1.2.3.4\",\"z\":1}|true,\"1.2.3.4\",null",
                "u|{\"is_tor\":false,\"exit_ip\":\"1.2.3.4\"}|false,\"1.2.3.4\",null",
                "u|{\"exit_name\":\"n\"}|false,null,\"n\"",
                "shttp://u|{\"is_tor\":false,\"exit_name\":\"n\"}|true,null,\"n\"",
            })
    void torHasOneForm(String url, String tor, String expected) {
        JsonNode request = session("{\"request\":{\"url\":\"" + url + "\",\"tor\":" + tor + "}}")
                .get("request");
        String[] values = expected.split(",");
        assertThat(request.get("tor"))
                .isEqualTo(tree("{\"is_tor\":%s,\"exit_ip\":%s,\"exit_name\":%s}".formatted((Object[]) values)));
    }

    @Test
    @DisplayName("D34: a response of another kind is kept beside the empty one")
    void anotherKindOfResponseIsKept() {
        JsonNode session = session("{\"request\":{\"url\":\"u\"},\"response\":\"oops\"}");
        assertThat(session.get("response")).isEqualTo(tree("{\"body\":null,\"headers\":{}}"));
        assertThat(session.get("response_raw").textValue()).isEqualTo("oops");
        assertThat(session.get("response_length").isNull()).isTrue();
        assertThat(session("{\"request\":{\"url\":\"u\"},\"response\":null}").has("response_raw"))
                .isFalse();
        assertThat(session("{\"request\":{\"url\":\"u\"},\"response\":1,\"response_raw\":2}")
                        .get("response_raw"))
                .isEqualTo(tree("2"));
    }

    @Test
    void aUrlOfBytesIsAUrl() {
        JsonNode testKeys = Autoclaved.entry(
                        "http_host",
                        // shttp:// and a byte that is no UTF-8
                        """
                        requests:
                        - request: {url: !!binary 'c2h0dHA6Ly//'}
                        """)
                .testKeys();
        assertThat(testKeys.at("/requests/0/request/url/data").textValue()).isEqualTo("aHR0cDovL/8=");
        assertThat(testKeys.at("/requests/0/request/tor/is_tor").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @DisplayName("D35: the input is the element behind a URL option, and no letter of a text")
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"--url\",\"a\",\"x\"]|\"a\"",
                "[\"-u\",\"a\",\"--url\",\"b\"]|\"a\"",
                "[\"--url\",\"b\",\"-u\",\"a\",\"-u\",\"c\"]|\"a\"",
                "{\"subargs\":[\"-u\",\"a\"],\"z\":1}|\"a\"",
                "[\"-u\"]|null",
                "[\"--url\",\"a\",\"-u\"]|null",
                "[\"x\",\"y\"]|null",
                "[]|null",
                "\"--url abc\"|null",
                "\"-u\"|null",
                "null|null",
            })
    void theInputMayComeFromTheOptions(String options, String input) {
        JsonNode datum = Autoclaved.measurement("{\"test_name\":\"http_host\",\"options\":" + options + "}")
                .datum();
        assertThat(datum.get("input")).isEqualTo(tree(input));
    }

    @Test
    void aGivenInputStays() {
        JsonNode datum = Autoclaved.measurement(
                        "{\"test_name\":\"http_host\",\"input\":\"i\",\"options\":[\"-u\",\"a\"]}")
                .datum();
        assertThat(datum.get("input").textValue()).isEqualTo("i");
    }

    @ParameterizedTest
    @DisplayName("D36: headers_diff that is no set or tuple is left as it is")
    @ValueSource(strings = {"\"text\"", "{\"a\":1}", "5", "null", "[\"a\",\"b\"]"})
    void headersDiffIsLeftAsItIs(String diff) {
        assertThat(testKeys("{\"headers_diff\":" + diff + "}").get("headers_diff"))
                .isEqualTo(tree(diff));
    }

    @Test
    @DisplayName("D36: headers_diff that is a set or a tuple becomes a list")
    void setsAndTuplesBecomeLists() {
        assertThat(Autoclaved.entry("http_host", "headers_diff: !!set {b: null, a: null}\n")
                        .testKeys()
                        .get("headers_diff"))
                .isEqualTo(tree("[\"b\",\"a\"]"));
        assertThat(Autoclaved.entry("http_host", "headers_diff: !!python/tuple [c]\n")
                        .testKeys()
                        .get("headers_diff"))
                .isEqualTo(tree("[\"c\"]"));
    }

    private static List<String> urls(JsonNode testKeys) {
        return testKeys.get("requests").findValuesAsText("url");
    }

    private static JsonNode response(String response) {
        return session("{\"request\":{\"url\":\"u\"},\"response\":" + response + "}")
                .get("response");
    }

    private static JsonNode session(String session) {
        return testKeys("{\"requests\":[" + session + "]}").get("requests").get(0);
    }

    private static JsonNode testKeys(String testKeys) {
        return autoclaved(testKeys).testKeys();
    }

    private static Autoclaved autoclaved(String testKeys) {
        return Autoclaved.measurement("{\"test_name\":\"http_requests\",\"test_keys\":" + testKeys + "}");
    }
}
