package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlHeaderTest {
    private static final String ALL_ABSENT = "KWnRnnxAmNrJfoqrTxAKhVDgGkiuSYfGDSecYaayqhcqlfOXCX";

    @Test
    void aReportIdIsDerivedFromOtherFields() throws BadBlobException {
        assertThat(
                        reportId(
                                "probe_cc: RU\nprobe_asn: AS1\ntest_name: foo\nsoftware_version: '1.0'\nstart_time: 1400000000.0"))
                .isEqualTo("20140513T165320Z_TzEpslVOkzXLZcpFPKBXDPRKTLFECywcxITbvkMZZQKUzQCsJC");
        assertThat(reportId("{}")).isEqualTo("19700101T000000Z_" + ALL_ABSENT);
        assertThat(reportId("probe_city: Reykjavík"))
                .isEqualTo("19700101T000000Z_LwtTAkvGPCRNZpyrLkxHyvEdhOHWaRoqyeJOhsKSGhwQvmFovB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "0", "0.0", "false", "[]", "{}", ".nan"})
    void aFalseLikeReportIdIsDerivedToo(String given) throws BadBlobException {
        assertThat(reportId("report_id: " + given)).isEqualTo("19700101T000000Z_" + ALL_ABSENT);
    }

    @Test
    void aGivenReportIdStaysWhateverItIs() throws BadBlobException {
        assertThat(header("report_id: R").reportId().textValue()).isEqualTo("R");
        assertThat(header("report_id: 7").reportId().intValue()).isEqualTo(7);
    }

    @ParameterizedTest
    @DisplayName("D2: a header that is no mapping cuts the report")
    @ValueSource(strings = {"", "null", "text", "[a: 1]", "5", "true"})
    void d2AHeaderThatIsNoMappingIsRefused(String body) throws BadBlobException {
        JsonNode document = Yaml.load(body);
        assertThat(catchThrowableOfType(BadBlobException.class, () -> YamlHeader.of(document))
                        .reason())
                .isEqualTo(BadReason.ATTRIBUTE);
    }

    @ParameterizedTest
    @DisplayName("D2: wrong types in the fields of the report id take their string form")
    @CsvSource(delimiter = '|', textBlock = """
            software_version: 1.0 | ZZAS0invalid1.0None
            software_version: null | ZZAS0invalid0.0.0None
            probe_cc: NO | FalseAS0invalid0.0.0None
            probe_asn: 1234 | ZZ1234invalid0.0.0None
            test_name: fóo | ZZAS0fóo0.0.0None
            test_name: [a, 1.5, {b: yes}, ~] | ZZAS0['a', 1.5, {'b': True}, None]0.0.0None
            probe_city: null | ZZAS0invalid0.0.0None
            probe_city: 7 | ZZAS0invalid0.0.07
            """)
    void d2WrongTypesTakeTheirStringForm(String body, String hashed) throws BadBlobException, NoSuchAlgorithmException {
        assertThat(reportId(body)).isEqualTo("19700101T000000Z_" + letters(hashed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("D2: a deep value in a field of the report id does no harm")
    void d2DeepValuesDoNoHarm() throws BadBlobException {
        assertThat(reportId("probe_city: " + "[".repeat(1020) + "]".repeat(1020)))
                .hasSize(67);
    }

    @Test
    void bytesOfACityAreHashedAsTheyAre() throws BadBlobException, NoSuchAlgorithmException {
        byte[] fields = "ZZAS0invalid0.0.0\u00ED".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(reportId("probe_city: !!binary 7Q==")).isEqualTo("19700101T000000Z_" + letters(fields));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1400000000         | 20140513T165320Z_
            1.9                | 19700101T000001Z_
            0.9999996          | 19700101T000001Z_
            0.9999994          | 19700101T000000Z_
            -0.5               | 19691231T235959Z_
            true               | 19700101T000001Z_
            -2208988800        | 19000101T000000Z_
            253402300799       | 99991231T235959Z_
            2016-01-01         | 20160101T000000Z_
            -2208988801        | 19700101T000000Z_
            253402300800       | 19700101T000000Z_
            1e300              | 19700101T000000Z_
            null               | 19700101T000000Z_
            !!str 5            | 19700101T000000Z_
            [5]                | 19700101T000000Z_
            """)
    void theStartTimeLeadsTheReportId(String time, String prefix) throws BadBlobException {
        assertThat(reportId("start_time: " + time)).isEqualTo(prefix + ALL_ABSENT);
    }

    @Test
    void headerFieldsReplaceThoseOfTheEntryWhole() throws BadBlobException {
        YamlHeader header = header("z: 1\nreport_id: R\nfoo: {x: 1}");
        ObjectNode merged = header.merge((ObjectNode) Yaml.load("report_id: E\nfoo: {y: 2}\na: 3"), new YamlCopies(0));
        assertThat(merged.toString()).isEqualTo("{\"report_id\":\"R\",\"foo\":{\"x\":1},\"a\":3,\"z\":1}");
    }

    @Test
    @DisplayName("D5: no entry sees what happened to another")
    void d5EntriesDoNotShareTheHeader() throws BadBlobException {
        JsonNode document = Yaml.load("report_id: R\ntest_start_time: H\ntest_keys: {z: 0}");
        YamlHeader header = YamlHeader.of(document);
        ObjectNode first = header.merge((ObjectNode) Yaml.load("test_start_time: E"), new YamlCopies(0));
        first.withObject("test_keys").put("a", 1);
        ((ObjectNode) document).removeAll();

        assertThat(first.get("test_start_time").textValue()).isEqualTo("E");
        assertThat(header.merge((ObjectNode) Yaml.load("n: 2"), new YamlCopies(0)))
                .isEqualTo(
                        Yaml.json("{\"n\":2,\"report_id\":\"R\",\"test_start_time\":\"H\",\"test_keys\":{\"z\":0}}"));
    }

    private static YamlHeader header(String body) throws BadBlobException {
        return YamlHeader.of(Yaml.load(body));
    }

    private static String reportId(String body) throws BadBlobException {
        return header(body).reportId().textValue();
    }

    private static String letters(byte[] fields) throws NoSuchAlgorithmException {
        StringBuilder letters = new StringBuilder();
        byte[] digest = MessageDigest.getInstance("SHA-512").digest(fields);
        for (int i = 0; i < 50; i++) {
            int letter = (digest[i] & 0xFF) % 52;
            letters.append((char) (letter < 26 ? 'a' + letter : 'A' + letter - 26));
        }
        return letters.toString();
    }
}
