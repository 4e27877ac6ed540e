package org.ooni.pipeline.feeder;

/**
 * Counts, for each of the 64 places, how many numbers have a one there. The counters lie across: bit <i>i</i> of the
 * <i>k</i>-th word is digit <i>k</i> of counter <i>i</i>, so that one addition serves all 64.
 */
final class BitVotes {
    /** Enough for as many numbers as an array has elements. */
    private final long[] digits = new long[32];

    private int total;

    void add(long number) {
        long carry = number;
        for (int k = 0; carry != 0; k++) {
            long next = digits[k] & carry;
            digits[k] ^= carry;
            carry = next;
        }
        total++;
    }

    /** Ones where more than half of the numbers have one. */
    long majority() {
        long majority = 0;
        for (int place = 0; place < Long.SIZE; place++) {
            if (2 * count(place) > total) {
                majority |= 1L << place;
            }
        }
        return majority;
    }

    private long count(int place) {
        long count = 0;
        for (int k = 0; k < digits.length; k++) {
            count |= (digits[k] >>> place & 1) << k;
        }
        return count;
    }
}
