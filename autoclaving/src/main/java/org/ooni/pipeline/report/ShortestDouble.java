package org.ooni.pipeline.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * The shortest decimal that reads back as a given double, and of those the closest (D12). The JDK's own text has a digit
 * too many for some numbers before Java 19; an archive's bytes must not depend on that.
 */
final class ShortestDouble {
    private static final int PLAIN_BELOW = 16;
    private static final int PLAIN_ABOVE = -5;

    private static final List<RoundingMode> MODES = List.of(RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN);

    private ShortestDouble() {}

    /** The text of a finite number: always with a point or an exponent, so that it stays a float. */
    static String of(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(value);
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent < PLAIN_BELOW && exponent > PLAIN_ABOVE) {
            return (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
        }
        BigDecimal mantissa = shortest.movePointLeft(exponent);
        return mantissa.toPlainString() + "e" + exponent;
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int digits = new BigDecimal(Double.toString(value)).stripTrailingZeros().precision();
        BigDecimal shortest = closest(exact, digits, value);
        for (BigDecimal shorter = shortest; shorter != null && digits > 0; digits--) {
            shortest = shorter;
            shorter = digits == 1 ? null : closest(exact, digits - 1, value);
        }
        return shortest.stripTrailingZeros();
    }

    /** The closest number of so many digits that reads back as the value, or null. */
    private static BigDecimal closest(BigDecimal exact, int digits, double value) {
        // Beside a power of two the closest may be another double's, and the one on the far side not.
        for (RoundingMode mode : MODES) {
            BigDecimal candidate = exact.round(new MathContext(digits, mode));
            if (candidate.doubleValue() == value) {
                return candidate;
            }
        }
        return null;
    }
}
