package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.ooni.pipeline.report.Yaml.assertLoads;
import static org.ooni.pipeline.report.Yaml.assertRefused;
import static org.ooni.pipeline.report.Yaml.json;
import static org.ooni.pipeline.report.Yaml.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlStructureTest {
    @Test
    void aTokenThatTheScannerCannotPlaceIsRefused() {
        assertRefused(" a: [b\n]...c\n~.5", BadReason.YAML_SCANNER);
    }

    @Test
    void mappingsKeepTheOrderOfTheSource() throws BadBlobException {
        assertLoads("z: {y: [1, {x: 2}]}\na: b", "{\"z\":{\"y\":[1,{\"x\":2}]},\"a\":\"b\"}");
    }

    @Test
    @DisplayName("D5, D33: an alias is a copy of its own")
    void d33AliasesAreIndependentCopies() throws BadBlobException {
        JsonNode value = load("- request: &r {url: u, headers: [a]}\n- request: *r");
        ((ObjectNode) value.get(0).get("request"))
                .put("url", "changed")
                .withArray("headers")
                .removeAll();
        assertThat(value.get(1).get("request")).isEqualTo(json("{\"url\":\"u\",\"headers\":[\"a\"]}"));
    }

    @Test
    void mergedEntriesComeFirstAndYield() throws BadBlobException {
        assertLoads("b: &b {x: 1, y: 2}\nd: {y: 3, <<: *b}", "{\"b\":{\"x\":1,\"y\":2},\"d\":{\"x\":1,\"y\":3}}");
        assertThat(load("{<<: [{x: 1}, {x: 2, z: 2}]}")).isEqualTo(json("{\"x\":1,\"z\":2}"));
        assertThat(load("{<<: {x: 1}, <<: {x: 2}}")).isEqualTo(json("{\"x\":2}"));
        assertThat(load("{<<: {<<: {x: 1, y: 1}, x: 2}}")).isEqualTo(json("{\"x\":2,\"y\":1}"));
        assertLoads("{<<: []}", "{}");
    }

    @Test
    void aQuotedMergeSignIsAnOrdinaryKey() throws BadBlobException {
        assertLoads("{'<<': {x: 1}}", "{\"<<\":{\"x\":1}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {<<: 1}                     | YAML_CONSTRUCTOR
            {<<: [{x: 1}, 2]}           | YAML_CONSTRUCTOR
            {<<: [[{x: 1}]]}            | YAML_CONSTRUCTOR
            {a: &x 1, b: &x 2}          | YAML_COMPOSER
            {a: *x}                     | YAML_COMPOSER
            {a: *x, b: &x 1}            | YAML_COMPOSER
            &x! a                       | YAML_SCANNER
            a: &x [*x]                  | OVERFLOW
            a: &x {b: *x}               | OVERFLOW
            a: &x {<<: *x}              | OVERFLOW
            &x {? *x : 1}               | YAML_CONSTRUCTOR
            a: [                        | YAML_PARSER
            [a                          | YAML_PARSER
            a: b: c                     | YAML_SCANNER
            a: 'b                       | YAML_SCANNER
            a: @b                       | YAML_SCANNER
            !e!x a                      | YAML_PARSER
            `a: "\\q"`                  | YAML_SCANNER
            """)
    void brokenStructureIsRefusedForItsReason(String body, BadReason reason) {
        assertRefused(body, reason);
    }

    @Test
    void oneFrameHoldsOneDocument() {
        assertRefused("a: 1\n---\nb: 1", BadReason.YAML_COMPOSER);
        assertRefused("a: 1\n... \nb: 1", BadReason.YAML_PARSER);
    }

    @Test
    void tabsPartTokensButDoNotIndent() throws BadBlobException {
        assertLoads("a:\tb\nc: \t'd'\t# e\nf\t: [1,\t2\t]", "{\"a\":\"b\",\"c\":\"d\",\"f\":[1,2]}");
        assertLoads("a: |-\n  b\tc\n  \td", "{\"a\":\"b\\tc\\n\\td\"}");
        assertLoads("a: b\n\t\nc: d\n \t\n", "{\"a\":\"b\",\"c\":\"d\"}");
        assertRefused("a:\n\tb: 1", BadReason.YAML_SCANNER);
        assertRefused("\ta: 1", BadReason.YAML_SCANNER);
        assertRefused("-\ta", BadReason.YAML_SCANNER);
        assertRefused("?\ta", BadReason.YAML_SCANNER);
        assertRefused("? a\n:\tb", BadReason.YAML_SCANNER);
        assertRefused("a:\t- b", BadReason.YAML_SCANNER);
    }

    @Test
    void keysMayBeAThousandCharactersLong() throws BadBlobException {
        String key = "\uD83D\uDE00".repeat(1000);
        assertThat(load(key + ": 1").has(key)).isTrue();
        assertRefused("a".repeat(1100) + ": 1", BadReason.YAML_SCANNER);
        assertThat(load("? " + "a".repeat(1100) + "\n: 1")).hasSize(1);
    }

    @Test
    void messagesDoNotQuoteTheMeasurement() {
        for (String body :
                new String[] {"a: 'secret", "[secret", "*secret", "!secret x", "- !!int secret", "@secret"}) {
            assertThat(catchThrowable(() -> load(body)))
                    .isInstanceOf(BadBlobException.class)
                    .message()
                    .doesNotContain("secret");
        }
    }
}
