package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTextTest {
    @ParameterizedTest
    @CsvSource({
        "0.0, 0",
        "200.0, 200",
        "-1.5, -1.5",
        "0.1, 0.1",
        "0.30000000000000004, 0.3",
        "123456789012.0, 123456789012",
        "1234567890123.0, 1.23456789012e+12",
        "1e12, 1e+12",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "-1.5e-7, -1.5e-07",
        "-4.977088793085E-19, -4.97708879308e-19",
        "1e100, 1e+100",
        "5e-324, 4.94065645841e-324",
        "999999999999.9, 1e+12",
    })
    void fractionsHaveTwelveDigits(double value, String text) {
        assertThat(ColumnText.twelveDigits(value)).isEqualTo(text);
    }

    @Test
    void twelveDigitsAreTheNearest() {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20);
            BigDecimal exact = new BigDecimal(value);
            BigDecimal error = new BigDecimal(ColumnText.twelveDigits(value)).subtract(exact);
            BigDecimal lastDigit = BigDecimal.ONE.scaleByPowerOfTen(exact.precision() - exact.scale() - 12);
            assertThat(error.abs().multiply(BigDecimal.valueOf(2)))
                    .as("seed %d: %s", seed, value)
                    .isLessThanOrEqualTo(lastDigit);
        }
    }

    @Test
    @DisplayName("#23: 200.0 is 200 for a column of numbers, and keeps its point in one of texts")
    void integralFractions() {
        assertThat(ColumnText.ofNumber(SampleData.json("200.0"), "x")).isEqualTo("200");
        assertThat(ColumnText.ofNumber(SampleData.json("200.5"), "x")).isEqualTo("200.5");
        assertThat(ColumnText.of(SampleData.json("200.0"), "x")).isEqualTo("200.0");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "true; TRUE",
                "false; FALSE",
                "5; 5",
                "123456789012345678901234567890; 123456789012345678901234567890",
                "'a b'; a b",
                "''; ||",
                "[]; {}",
                "[1, 2.5, 3.0]; {1,2.5,3.0}",
                "['', 'NULL']; |{\"\",\"NULL\"}|",
            })
    void scalarsAndPlainListsHaveAText(String json, String text) {
        assertThat(ColumnText.of(SampleData.json(json), "x")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'a': 1}", "['a', 1]", "[1, 'a']", "[null]", "[[]]", "[true]"})
    void otherValuesAreRefused(String json) {
        assertThatThrownBy(() -> ColumnText.of(SampleData.json(json), "x")).isInstanceOf(DatumException.class);
    }

    @Test
    void nullIsNull() {
        assertThat(ColumnText.of(SampleData.json("null"), "x")).isNull();
        assertThat(ColumnText.ofNumber(SampleData.json("null"), "x")).isNull();
    }
}
