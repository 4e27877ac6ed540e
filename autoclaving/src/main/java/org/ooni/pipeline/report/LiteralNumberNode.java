package org.ooni.pipeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number of a report that keeps its text: a float, or an integer beyond 64 bits (D11, D12, D13).
 *
 * <p>Equal by text, so {@code 1.0} is not {@code 1.00}. The text is a number of strict JSON, of any length; as a
 * {@code double} it may be infinite.
 */
public final class LiteralNumberNode extends NumericNode {
    private static final long serialVersionUID = 1L;
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final String literal;
    private final boolean integral;

    LiteralNumberNode(String literal, boolean integral) {
        this.literal = literal;
        this.integral = integral;
    }

    @Override
    public String asText() {
        return literal;
    }

    @Override
    public boolean isIntegralNumber() {
        return integral;
    }

    @Override
    public boolean isFloatingPointNumber() {
        return !integral;
    }

    @Override
    public boolean isBigInteger() {
        return integral;
    }

    @Override
    public boolean isDouble() {
        return !integral;
    }

    @Override
    public JsonToken asToken() {
        return integral ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
    }

    @Override
    public JsonParser.NumberType numberType() {
        return integral ? JsonParser.NumberType.BIG_INTEGER : JsonParser.NumberType.DOUBLE;
    }

    @Override
    public Number numberValue() {
        return integral ? (Number) bigIntegerValue() : (Number) doubleValue();
    }

    @Override
    public int intValue() {
        return integral ? bigIntegerValue().intValue() : (int) doubleValue();
    }

    @Override
    public long longValue() {
        return integral ? bigIntegerValue().longValue() : (long) doubleValue();
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(literal);
    }

    /** A float goes by way of its double, for {@code 1e999999999} has few digits and would fill the memory. */
    @Override
    public BigDecimal decimalValue() {
        return integral ? new BigDecimal(bigIntegerValue()) : new BigDecimal(doubleValue());
    }

    @Override
    public BigInteger bigIntegerValue() {
        // The JDK's own takes time in the square of the digits, which a report chooses.
        return integral
                ? NumberInput.parseBigInteger(literal, true)
                : decimalValue().toBigInteger();
    }

    @Override
    public boolean canConvertToInt() {
        return canConvertToLong() && longValue() == intValue();
    }

    @Override
    public boolean canConvertToLong() {
        if (integral) {
            BigInteger value = bigIntegerValue();
            return value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0;
        }
        double value = doubleValue();
        return value >= Long.MIN_VALUE && value < 0x1p63;
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeNumber(literal);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LiteralNumberNode node && node.literal.equals(literal);
    }

    @Override
    public int hashCode() {
        return literal.hashCode();
    }
}
