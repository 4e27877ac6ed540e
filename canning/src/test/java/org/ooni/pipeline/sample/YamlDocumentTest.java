package org.ooni.pipeline.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.sample.Fields.Tagged;

class YamlDocumentTest {
    /** Left column: a text. Right column: how it must stand in the document to stay that text. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "http://example.org/, http://example.org/",
                "127.0.0.1, 127.0.0.1",
                "--file, --file",
                "yes, 'yes'",
                "NO, 'NO'",
                "null, 'null'",
                "12:30, '12:30'",
                "2016-01-01, '2016-01-01'",
                "0.1, '0.1'",
                "a: b, 'a: b'",
                "it's #1, 'it''s #1'",
                "é, !!python/str \"\\xe9\"",
                "статьи, !!python/str \"\\u0441\\u0442\\u0430\\u0442\\u044c\\u0438\"",
                "\uD83D\uDE00, !!python/str \"\\U0001f600\"",
                "a  b, \"a  b\"",
            })
    void textStaysText(String text, String spelled) {
        assertThat(document(new Fields().set("key", text))).isEqualTo("---\nkey: " + spelled + "\n...\n");
    }

    @Test
    void linesInSingleQuotesAreSetApartByABlankLine() {
        assertThat(document(new Fields().set("log", "one\ntwo\n"))).isEqualTo("---\nlog: 'one\n\n  two\n\n  '\n...\n");
    }

    @Test
    void longLinesBreakWhereTheBlankSurvives() {
        String text = "é" + "x".repeat(90) + " y";
        assertThat(document(new Fields().set("body", text)))
                .isEqualTo("---\nbody: !!python/str \"\\xe9" + "x".repeat(90) + "\\\n  \\ y\"\n...\n");
    }

    @Test
    void numbersAreNeverInScientificNotation() {
        assertThat(document(new Fields().set("start_time", BigDecimal.valueOf(15114255810L, 1))))
                .isEqualTo("---\nstart_time: 1511425581.0\n...\n");
    }

    @Test
    void collectionsNestAsPythonNestedThem() {
        Fields request = new Fields()
                .set("headers", List.of(List.of("Host", List.of("example.org"))))
                .set("tor", new Fields().set("is_tor", true));
        Fields entry = new Fields()
                .set("diff", new Tagged("!!set", new Fields().set("Date", null)))
                .set("requests", List.of(new Fields().set("request", request)))
                .set("resolver", new Tagged("!!python/tuple", List.of("192.0.2.53", 53)));

        assertThat(document(entry)).isEqualTo("""
                ---
                diff: !!set {Date: null}
                requests:
                - request:
                    headers:
                    - - Host
                      - [example.org]
                    tor: {is_tor: true}
                resolver: !!python/tuple [192.0.2.53, 53]
                ...
                """);
    }

    @Test
    void bytesAreBase64() {
        assertThat(document(new Fields().set("body", new byte[] {(byte) 0xe9, 0x20})))
                .isEqualTo("---\nbody: !!binary |\n  6SA=\n...\n");
    }

    private static String document(Fields fields) {
        return new String(YamlDocument.of(fields), StandardCharsets.US_ASCII);
    }
}
