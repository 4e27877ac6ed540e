package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortestDoubleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0",
                "-0.0",
                "1.0",
                "-1.5",
                "0.1",
                "100.0",
                "1451606400.123456",
                "1234567890123456.0",
                "1e16",
                "1.5e300",
                "0.0001",
                "1e-5",
                "-1.25e-7",
                "2e23",
                "5e-324",
                "1.7976931348623157e308",
                "2.2250738585072014e-308",
                "5.684341886080802e-14",
                "9007199254740993e0"
            })
    void aNumberWithFewDigitsComesBackAsItWas(String text) {
        String expected = text.equals("9007199254740993e0") ? "9007199254740992.0" : text;
        assertThat(ShortestDouble.of(Double.parseDouble(text))).isEqualTo(expected);
    }

    @Test
    void everyNumberReadsBackAndNoneIsLongerThanItMustBe() {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            double value = round % 3 == 0
                    ? Math.scalb(1.0, random.nextInt(2046) - 1022)
                    : round % 3 == 1 ? random.nextInt(100_000) / 1000.0 : Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = ShortestDouble.of(value);
                assertThat(Double.parseDouble(text))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(value);
                assertThat(text).as("seed %d", seed).containsAnyOf(".", "e");
                assertThat(digits(text))
                        .as("seed %d: %s", seed, text)
                        .isLessThanOrEqualTo(digits(Double.toString(value)));
            }
        }
    }

    private static int digits(String text) {
        return new BigDecimal(text).stripTrailingZeros().precision();
    }
}
