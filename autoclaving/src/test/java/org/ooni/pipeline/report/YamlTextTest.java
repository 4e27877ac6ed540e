package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.report.Yaml.assertLoads;
import static org.ooni.pipeline.report.Yaml.assertRefused;
import static org.ooni.pipeline.report.Yaml.frame;
import static org.ooni.pipeline.report.Yaml.load;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
    @Test
    void allowedCharactersAreThoseOfYaml11() {
        for (int c = 0; c <= 0xFFFF; c++) {
            boolean isAllowed = c == 9
                    || c == 10
                    || c == 13
                    || c >= 0x20 && c <= 0x7E
                    || c == 0x85
                    || c >= 0xA0 && c <= 0xD7FF
                    || c >= 0xE000 && c <= 0xFFFD;
            if (c < 0xD800 || c > 0xDFFF) {
                byte[] blob = frame("# " + (char) c);
                assertThat(isReadable(blob)).as("U+%04X", c).isEqualTo(isAllowed);
            }
        }
    }

    private static boolean isReadable(byte[] blob) {
        try {
            YamlText.decode(blob);
            return true;
        } catch (BadBlobException e) {
            return e.reason() != BadReason.YAML_READER;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\u007F", "\u0080", "\uFFFE", "\u001B"})
    void otherCharactersAreRefused(String text) {
        assertRefused("a: \"" + text + "\"", BadReason.YAML_READER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u00FF", "\u00C3(", "\u00ED\u00A0\u0080", "\u00C0\u0080", "\u00F4\u0090\u0080\u0080", "\u00E9"})
    void malformedUtf8IsRefused(String bytes) {
        assertRefused(("---\na: \"" + bytes + "\"\n...").getBytes(StandardCharsets.ISO_8859_1), BadReason.YAML_READER);
    }

    @Test
    void charactersAreRefusedBeforeAnythingElse() {
        assertRefused("a: [}" + " ".repeat(5000) + "\u0001", BadReason.YAML_READER);
    }

    @Test
    void charactersBeyondTheBasicPlaneAndByteOrderMarksPass() throws BadBlobException {
        assertThat(load("a: x\uFEFFy\uD83D\uDE00").get("a").textValue()).isEqualTo("x\uFEFFy\uD83D\uDE00");
        assertThat(load("'\uDBFF\uDFFF'").textValue()).isEqualTo("\uDBFF\uDFFF");
    }

    @Test
    void escapesMakeAnyCharacter() throws BadBlobException {
        assertLoads(
                "\"\\0\\x01\\u0080\\uFFFF\\U0001F600\\N\\_\\e\"",
                "\"\\u0000\\u0001\\u0080\\uFFFF\\uD83D\\uDE00\\u0085\\u00A0\\u001B\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud800",
                "\\uDFFF",
                "\\ud83d\\ude00",
                "\\U0000D800",
                "x\\\\\\udc00",
                "\\U00110000",
                "\\UFFFFFFFF"
            })
    void escapesDoNotMakeSurrogates(String escape) {
        assertRefused("a: \"" + escape + "\"", BadReason.YAML_SCANNER);
        assertRefused("'\uD83D\uDE00': \"\\\\\"\nb: [\"\", \"" + escape + "\"]", BadReason.YAML_SCANNER);
    }

    @Test
    void whatOnlyLooksLikeAnEscapedSurrogatePasses() throws BadBlobException {
        assertLoads(
                "- '\\ud800'\n- \"\\\\ud800\"\n- \\ud800\n- |-\n  \\udc00\n- \"\\U0001F600\"",
                "[\"\\\\ud800\",\"\\\\ud800\",\"\\\\ud800\",\"\\\\udc00\",\"\uD83D\uDE00\"]");
    }

    @Test
    void aFoldedNextLineIsASpace() throws BadBlobException {
        assertLoads("\"a\u0085b\"", "\"a b\"");
    }
}
