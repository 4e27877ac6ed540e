package org.ooni.pipeline.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Choices that repeat for a seed. Not thread-safe; every report throws its own dice, so reports are independent. */
final class Dice {
    private static final String ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String HEX = "0123456789abcdef";

    private final Random random;

    Dice(long seed, long ordinal) {
        this.random = new Random(mix(mix(seed) + ordinal));
    }

    /** Spreads close numbers over the whole range, so that neighbouring seeds have nothing in common. */
    private static long mix(long number) {
        long mixed = (number + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** {@code unscaled / 10^scale}, unscaled from {@code low} to {@code high}. */
    BigDecimal decimal(int low, int high, int scale) {
        return BigDecimal.valueOf(between(low, high), scale);
    }

    String alphanumeric(int length) {
        return text(ALPHANUMERIC, length);
    }

    /** Lower-case hex digits. */
    String hex(int length) {
        return text(HEX, length);
    }

    /** A random UUID in its usual spelling, of version 4. */
    String uuid() {
        return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-" + "89ab".charAt(below(4)) + hex(3) + "-" + hex(12);
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
