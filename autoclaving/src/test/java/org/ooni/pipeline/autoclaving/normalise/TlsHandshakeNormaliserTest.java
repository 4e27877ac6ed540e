package org.ooni.pipeline.autoclaving.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.autoclaving.Autoclaved.tree;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.autoclaving.Autoclaved;
import org.ooni.pipeline.report.BadReason;

class TlsHandshakeNormaliserTest {
    @Test
    @DisplayName("D41: what is missing is filled in as it always was")
    void missingFieldsAreFilledIn() {
        assertThat(testKeys("{}")).isEqualTo(tree("""
                                {"cert_serial_no":"0x0","session_key":{"data":"","format":"base64"},
                                 "cert_subject":[],"cert_issuer":[]}
                                """));
    }

    @ParameterizedTest
    @DisplayName("D41: serial numbers are hexadecimal without a mark of their size; null and text stay")
    @CsvSource(
            delimiter = '|',
            value = {
                "0|\"0x0\"",
                "255|\"0xff\"",
                "-5|\"-0x5\"",
                "2147483648|\"0x80000000\"",
                "340282366920938463463374607431768211456|\"0x100000000000000000000000000000000\"",
                "true|\"0x1\"",
                "false|\"0x0\"",
                "null|null",
                "\"0x7L\"|\"0x7L\"",
            })
    void serialNumbersAreHexadecimal(String given, String expected) {
        assertThat(testKeys("{\"cert_serial_no\":" + given + "}").get("cert_serial_no"))
                .isEqualTo(tree(expected));
    }

    @Test
    @DisplayName("D41: a serial number of YAML has no mark either")
    void serialNumbersOfYaml() {
        assertThat(Autoclaved.entry("tls_handshake", "cert_serial_no: 18446744073709551616\n")
                        .testKeys()
                        .get("cert_serial_no")
                        .textValue())
                .isEqualTo("0x10000000000000000");
    }

    @ParameterizedTest
    @DisplayName("D41: a null key stays null, others are bytes")
    @CsvSource(
            delimiter = '|',
            value = {"null|null", "\"\\u00e9A\"|{\"data\":\"w6lB\",\"format\":\"base64\"}"})
    void sessionKeys(String given, String expected) {
        assertThat(testKeys("{\"session_key\":" + given + "}").get("session_key"))
                .isEqualTo(tree(expected));
    }

    @ParameterizedTest
    @DisplayName("D41: the names of subject and issuer are kept")
    @CsvSource(
            delimiter = '|',
            value = {
                "[[\"CN\",\"x\\u0000\"],[\"O\",null]]|[[\"CN\",\"x\"],[\"O\",null]]",
                "{\"CN\":\"x\",\"OU\":[1]}|[[\"CN\",\"x\"],[\"OU\",\"[1]\"]]",
                "[\"ab\"]|[[\"a\",\"b\"]]",
                "[]|[]",
                "\"\"|[]",
            })
    void namesAreKept(String given, String expected) {
        JsonNode testKeys = testKeys("{\"cert_subject\":" + given + ",\"cert_issuer\":" + given + "}");
        assertThat(testKeys.get("cert_subject")).isEqualTo(tree(expected));
        assertThat(testKeys.get("cert_issuer")).isEqualTo(tree(expected));
    }

    @Test
    @DisplayName("D41: a name that is no text keeps its bytes")
    void namesOfBytesAreKept() {
        assertThat(Autoclaved.entry("tls_handshake", "cert_issuer: [[CN, !!binary '/w==']]\n")
                        .testKeys()
                        .get("cert_issuer"))
                .isEqualTo(tree("[[\"CN\",{\"data\":\"/w==\",\"format\":\"base64\"}]]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cert_serial_no\":1.0}|TYPE",
                "{\"cert_serial_no\":[]}|TYPE",
                "{\"session_key\":5}|TYPE",
                "{\"cert_subject\":null}|TYPE",
                "{\"cert_subject\":5}|TYPE",
                "{\"cert_subject\":\"text\"}|VALUE",
                "{\"cert_subject\":[[1,2,3]]}|VALUE",
                "{\"cert_subject\":[[\"CN\",5]]}|TYPE",
                "{\"cert_issuer\":[null]}|TYPE",
                "7|ATTRIBUTE",
            })
    void whatIsNoCertificateIsABadBlob(String testKeys, BadReason reason) {
        assertThat(autoclaved(testKeys).reason()).isEqualTo(reason);
    }

    private static JsonNode testKeys(String testKeys) {
        return autoclaved(testKeys).testKeys();
    }

    private static Autoclaved autoclaved(String testKeys) {
        return Autoclaved.measurement("{\"test_name\":\"tls-handshake\",\"test_keys\":" + testKeys + "}");
    }
}
