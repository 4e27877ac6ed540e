package org.ooni.pipeline.sample;

/**
 * How large the web pages are, in bytes of UTF-8; small pages are more frequent than large ones.
 *
 * @param low inclusive
 * @param high inclusive; a page ends after the section that crosses its size, so it may be a kilobyte larger
 */
public record PageBytes(int low, int high) {
    public PageBytes {
        if (low < 1 || high < low) {
            throw new IllegalArgumentException("page sizes from " + low + " to " + high);
        }
    }

    int pick(Dice dice) {
        long squeezed = (long) dice.below(1001) * dice.below(1001);
        return low + (int) ((high - low) * squeezed / 1_000_000);
    }
}
