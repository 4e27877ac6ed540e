package org.ooni.pipeline.autoclaving.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.autoclaving.Autoclaved.tree;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaving.Autoclaved;
import org.ooni.pipeline.report.BadReason;

class ScapyNormaliserTest {
    private static final String E9_A = "{\"data\":\"w6lB\",\"format\":\"base64\"}";

    @Test
    void groupsOfPacketsBecomeOneList() {
        JsonNode testKeys = testKeys("""
                {"sent_packets":[[{"raw_packet":"\\u00e9A","summary":"s","z":1}],[],null,[{"raw_packet":"","summary":[2]}]]}
                """);
        assertThat(testKeys).isEqualTo(tree("""
                                {"answered_packets":[],"sent_packets":[{"raw_packet":%s,"summary":"s"},
                                 {"raw_packet":{"data":"","format":"base64"},"summary":[2]}]}
                                """.formatted(E9_A)));
    }

    @Test
    void bytesAreThoseOfTheProbe() {
        JsonNode testKeys = Autoclaved.entry(
                        "dns_spoof", "answered_packets: [[{raw_packet: !!binary '/wA=', summary: s}]]\n")
                .testKeys();
        assertThat(testKeys.at("/answered_packets/0/raw_packet/data").textValue())
                .isEqualTo("/wA=");
        assertThat(packets("[[{\"raw_packet\":\"a\\ud800\",\"summary\":1}]]").findValuesAsText("data"))
                .containsExactly("Ye2ggA==");
    }

    @Test
    @DisplayName("D40: every packet of a group is kept, in order, the further ones with all their keys")
    void furtherPacketsAreKept() {
        assertThat(packets("""
                                [[{"raw_packet":"\\u00e9A","summary":1},{"raw_packet":"\\u00e9A","summary":2,"z":[3]},5,{"a":1}]]
                                """.strip())).isEqualTo(tree("""
                                [{"raw_packet":%s,"summary":1},{"raw_packet":%s,"summary":2,"z":[3]},5,{"a":1}]
                                """.formatted(E9_A, E9_A)));
    }

    @Test
    @DisplayName("D40: bytes that are null stay null")
    void nullBytesStayNull() {
        assertThat(packets("[[{\"raw_packet\":null,\"summary\":1},{\"raw_packet\":null,\"summary\":2}]]"))
                .isEqualTo(tree("[{\"raw_packet\":null,\"summary\":1},{\"raw_packet\":null,\"summary\":2}]"));
    }

    @Test
    @DisplayName("D40: a packet by itself is a group of one")
    void aPacketByItselfIsKept() {
        assertThat(packets("[{\"raw_packet\":\"\\u00e9A\",\"summary\":1,\"z\":2}]"))
                .isEqualTo(tree("[{\"raw_packet\":" + E9_A + ",\"summary\":1,\"z\":2}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "\"\""})
    void nothingIsNoPackets(String packets) {
        assertThat(packets(packets)).isEqualTo(tree("[]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null|TYPE",
                "false|TYPE",
                "\"text\"|ATTRIBUTE",
                "[5]|TYPE",
                "[\"text\"]|TYPE",
                "[[5]]|TYPE",
                "[[{\"summary\":1}]]|KEY",
                "[[{\"raw_packet\":\"\"}]]|KEY",
                "[[{\"raw_packet\":5,\"summary\":1}]]|TYPE",
                "[{\"summary\":1}]|KEY",
            })
    void whatIsNoPacketIsABadBlob(String packets, BadReason reason) {
        assertThat(autoclaved("{\"sent_packets\":" + packets + "}").reason()).isEqualTo(reason);
    }

    private static JsonNode packets(String packets) {
        return testKeys("{\"sent_packets\":" + packets + "}").get("sent_packets");
    }

    private static JsonNode testKeys(String testKeys) {
        return autoclaved(testKeys).testKeys();
    }

    private static Autoclaved autoclaved(String testKeys) {
        return Autoclaved.measurement("{\"test_name\":\"traceroute\",\"test_keys\":" + testKeys + "}");
    }
}
