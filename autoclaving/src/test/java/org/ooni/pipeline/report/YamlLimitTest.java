package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.ooni.pipeline.report.Yaml.assertRefused;
import static org.ooni.pipeline.report.Yaml.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("D45: what a document may become has bounds")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class YamlLimitTest {
    @Test
    void d45DepthIs1024() throws BadBlobException {
        JsonNode node = load("[".repeat(1024) + "]".repeat(1024));
        int depth = 0;
        for (; node != null; node = node.get(0)) {
            depth++;
        }
        assertThat(depth).isEqualTo(1024);
        assertRefused("[".repeat(1025) + "]".repeat(1025), BadReason.OVERFLOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[? ", "{", "!!omap [a: ", "{? !!python/tuple ["})
    void d45DeepNestingIsRefusedWithoutRecursion(String opening) {
        assertRefused(opening.repeat(100_000), BadReason.OVERFLOW);
    }

    @Test
    void d45DepthCountsThroughAliases() throws BadBlobException {
        String half = "- &a " + "[".repeat(600) + "]".repeat(600) + "\n- ";
        assertThat(load(half + "[".repeat(400) + "*a" + "]".repeat(400))).hasSize(2);
        assertRefused(half + "[".repeat(500) + "*a" + "]".repeat(500), BadReason.OVERFLOW);
    }

    @Test
    void d45NodesAreAMillion() throws BadBlobException {
        assertThat(load("-\n".repeat(999_999))).hasSize(999_999);
        assertRefused("-\n".repeat(1_000_000), BadReason.OVERFLOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- &a%2$d [*a%1$d,*a%1$d,*a%1$d]\n", "- &a%2$d {x: *a%1$d, y: *a%1$d}\n",
                "- &a%2$d {<<: [*a%1$d,*a%1$d]}\n", "- &a%2$d !!python/tuple [*a%1$d,*a%1$d]\n",
                "- ? &a%2$d !!python/tuple [*a%1$d,*a%1$d]\n", "- &a%2$d !!set {<<: [*a%1$d,*a%1$d]}\n",
                "- &a%2$d !!omap [x: *a%1$d, y: *a%1$d]\n"
            })
    void d45AliasesOfAliasesAreRefused(String line) {
        String first = line.contains("<<") ? "{}" : line.contains("tuple") ? "!!python/tuple []" : "[]";
        StringBuilder bomb = new StringBuilder("- &a0 " + first + "\n");
        for (int i = 0; i < 60; i++) {
            bomb.append(line.formatted(i, i + 1));
        }
        assertRefused(bomb.toString(), BadReason.OVERFLOW);
    }

    @Test
    void d45TextIs64MebibytesOnceAliasesAreExpanded() throws BadBlobException {
        String mebibyte = "- &a " + "x".repeat(1 << 20) + "\n";
        assertThat(load(mebibyte + "- *a\n".repeat(63))).hasSize(64);
        assertRefused(mebibyte + "- *a\n".repeat(64), BadReason.OVERFLOW);
        assertRefused("- &a " + "\u2603\uD83D\uDE00".repeat(150_000) + "\n" + "- *a\n".repeat(64), BadReason.OVERFLOW);
        assertRefused("- &a {" + "x".repeat(1000) + ": 1}\n" + "- *a\n".repeat(300_000), BadReason.OVERFLOW);
    }

    @Test
    void d45IntegersHaveAThousandDigits() throws BadBlobException {
        assertThat(load("9".repeat(1000)).asText()).isEqualTo("9".repeat(1000));
        assertRefused("9".repeat(1001), BadReason.OVERFLOW);
        assertRefused("1" + ":5".repeat(1_000_000), BadReason.OVERFLOW);
    }

    @Test
    void d45SexagesimalsHaveAThousandDigits() throws BadBlobException {
        assertThat(load("1" + ":5".repeat(498) + ".5").isNull()).isTrue();
        assertRefused("1" + ":5".repeat(1000) + ".5", BadReason.OVERFLOW);
        assertThat(load("1".repeat(2000) + ".5").isNull()).isTrue();
    }

    @Test
    void d45TuplesAsKeysAreAMebibyteOnceEscaped() throws BadBlobException {
        String scalar = "a: &a \"" + "\u20ac".repeat(1000) + "\"\n? !!python/tuple [";
        assertThat(load(scalar + "*a,".repeat(170) + "]\n: 1")).hasSize(2);
        assertRefused(scalar + "*a,".repeat(180) + "]\n: 1", BadReason.OVERFLOW);
    }

    @Test
    void d45ReportIdsAreDerivedOfSmallFields() throws BadBlobException {
        String list = "probe_city: [" + "x,".repeat(60_000) + "]\n";
        assertThat(YamlHeader.of(load(list)).reportId().isTextual()).isTrue();
        JsonNode large = load(list.replace("[", "[&a " + "x".repeat(1 << 20) + ","));
        assertThat(catchThrowableOfType(BadBlobException.class, () -> YamlHeader.of(large))
                        .reason())
                .isEqualTo(BadReason.OVERFLOW);
    }

    @Test
    void d45LargeTokensTakeTimeByTheirLength() throws BadBlobException {
        int length = 8_000_000;
        assertThat(load("x".repeat(length)).textValue()).hasSize(length);
        assertThat(load("\"" + "x".repeat(length) + "\"").textValue()).hasSize(length);
        assertThat(load("# " + "x".repeat(length)).isNull()).isTrue();
        assertThat(load("a: b" + "\t".repeat(length)).get("a").textValue()).isEqualTo("b");
        assertRefused("x".repeat(length) + ": 1", BadReason.YAML_SCANNER);
    }
}
