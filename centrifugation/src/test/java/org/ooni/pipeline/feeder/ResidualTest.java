package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidualTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "[[],{}]; []",
                "[1,[],{}]; [0]",
                "[[],1]; [[],0]",
                "{'a':{'b':[{}]}}; {}",
                "{'a':[{},{'b':null},{}]}; {'a':[{},{'b':null}]}",
                "['x',{}]; ['']",
                "{'a':'','b':[''],'c':[[],[1]]}; {'a':'','b':[''],'c':[[],[0]]}",
                "[[{}],[{}]]; []",
                "false; true",
                "1.5; 0",
                "null; null",
            })
    void valuesAreEmptiedAndEmptyContainersGo(String json, String shape) {
        JsonNode value = SampleData.json(json);
        JsonNode before = value.deepCopy();
        assertThat(Residual.of(value)).isEqualTo(SampleData.json(shape));
        assertThat(value).isEqualTo(before);
    }

    @Test
    void theShapeOfAShapeIsItself() {
        for (JsonNode datum : SampleData.all()) {
            JsonNode shape = Residual.of(datum);
            assertThat(Residual.of(shape)).isEqualTo(shape);
        }
    }

    @Test
    @DisplayName("#3: what jsonb cannot hold in a key is replaced")
    void keysAreCleaned() {
        assertThat(Residual.of(SampleData.json("{'a\\u0000': 1, '\\ud800': 2}")))
                .isEqualTo(SampleData.json("{'a\ufffd': 0, '\ufffd': 0}"));
    }
}
