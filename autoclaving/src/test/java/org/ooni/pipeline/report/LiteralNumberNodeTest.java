package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LiteralNumberNodeTest {
    @Test
    void integersOf64BitsAreOrdinaryNodes() throws BadBlobException {
        JsonNode numbers = read("[1,-2147483648,2147483648,9223372036854775807,-9223372036854775808]");
        assertThat(numbers).noneMatch(LiteralNumberNode.class::isInstance);
        assertThat(numbers.get(0).isInt()).isTrue();
        assertThat(numbers.get(2).isLong()).isTrue();
        assertThat(numbers.get(3).longValue()).isEqualTo(Long.MAX_VALUE);
        assertThat(numbers.get(4).longValue()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    @DisplayName("D11: an integer beyond 64 bits keeps its value")
    void aLargeIntegerKeepsItsValue() throws BadBlobException {
        JsonNode number = read("9223372036854775808");
        assertThat(number).isInstanceOf(LiteralNumberNode.class);
        assertThat(number.isIntegralNumber()).isTrue();
        assertThat(number.isBigInteger()).isTrue();
        assertThat(number.isFloatingPointNumber()).isFalse();
        assertThat(number.canConvertToLong()).isFalse();
        assertThat(number.canConvertToInt()).isFalse();
        assertThat(number.bigIntegerValue()).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(number.decimalValue()).isEqualByComparingTo(new BigDecimal("9223372036854775808"));
        assertThat(number.numberValue()).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(number.doubleValue()).isEqualTo(0x1p63);
    }

    @Test
    @DisplayName("D12: a float keeps its text and has the value of its double")
    void aFloatKeepsItsText() throws BadBlobException {
        JsonNode number = read("12.50");
        assertThat(number.isFloatingPointNumber()).isTrue();
        assertThat(number.isDouble()).isTrue();
        assertThat(number.isIntegralNumber()).isFalse();
        assertThat(number.asText()).isEqualTo("12.50");
        assertThat(number.doubleValue()).isEqualTo(12.5);
        assertThat(number.numberValue()).isEqualTo(12.5);
        assertThat(number.longValue()).isEqualTo(12);
        assertThat(number.intValue()).isEqualTo(12);
        assertThat(number.canConvertToInt()).isTrue();
        assertThat(number.bigIntegerValue()).isEqualTo(BigInteger.valueOf(12));
        assertThat(read("1e40").canConvertToLong()).isFalse();
    }

    @Test
    @DisplayName("D13: a float beyond the doubles is infinite to whoever computes with it")
    void aHugeFloatIsInfinite() throws BadBlobException {
        assertThat(read("1e400").doubleValue()).isInfinite();
        assertThat(read("1e400").canConvertToLong()).isFalse();
    }

    @Test
    void equalityIsThatOfTheText() throws BadBlobException {
        assertThat(read("1.0")).isEqualTo(read("1.0")).hasSameHashCodeAs(read("1.0"));
        assertThat(read("1.0")).isNotEqualTo(read("1.00"));
    }

    @Test
    void jacksonWritesTheTextToo() throws BadBlobException {
        assertThat(read("[1e400,1.50,99999999999999999999]")).hasToString("[1e400,1.50,99999999999999999999]");
    }

    @Test
    void aMillionDigitsTakeNoTime() throws BadBlobException {
        JsonNode number = read("7".repeat(1_000_000));
        Assertions.assertTimeout(Duration.ofSeconds(300), number::bigIntegerValue);
    }

    private static JsonNode read(String value) throws BadBlobException {
        JsonText text = new JsonText();
        byte[] blob = SlicedReport.latin1("{\"a\":" + value + "}");
        text.copy(blob, 0, blob.length);
        return text.value(0);
    }
}
