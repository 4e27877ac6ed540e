package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlEntryTest {
    @ParameterizedTest
    @DisplayName("D8: false-like documents say nothing")
    @ValueSource(
            strings = {"", "null", "{}", "[]", "0", "-0.0", "0.0", "false", "''", "!!set {}", "!!binary ''", "# c"})
    void d8FalseLikeDocumentsSayNothing(String body) throws BadBlobException {
        assertThat(YamlEntry.isNothing(Yaml.load(body))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{a: null}", "[null]", "1", "0.1", "true", "' '", "!!binary gA==", "1000000000000000000000"})
    void otherDocumentsSaySomething(String body) throws BadBlobException {
        assertThat(YamlEntry.isNothing(Yaml.load(body))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc | ATTRIBUTE
            [1] | ATTRIBUTE
            !!binary gA== | ATTRIBUTE
            5 | TYPE
            1.5 | TYPE
            true | TYPE
            2016-01-01 | TYPE
            """)
    void anEntryThatIsNoMappingIsABadBlob(String body, BadReason reason) throws BadBlobException {
        var document = Yaml.load(body);
        assertThat(catchThrowableOfType(BadBlobException.class, () -> YamlEntry.mapping(document))
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void aMappingIsAMeasurement() throws BadBlobException {
        assertThat(YamlEntry.mapping(Yaml.load("a: 1"))).isEqualTo(Yaml.json("{\"a\":1}"));
    }
}
