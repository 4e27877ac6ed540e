package org.ooni.pipeline.feeder;

/**
 * Counts, for each of the 64 places, how many numbers have a one there. The counters lie across: bit <i>i</i> of the
 * <i>k</i>-th word is digit <i>k</i> of counter <i>i</i>, so that one addition serves all 64. Eight numbers are added at a
 * time, for most of the work is in the lowest digits.
 */
final class BitVotes {
    private static final int BATCH = 8;

    /** Enough for as many numbers as an array has elements. */
    private final long[] digits = new long[32];

    private final long[] waiting = new long[BATCH];
    private int total;

    void add(long number) {
        waiting[total++ % BATCH] = number;
        if (total % BATCH == 0) {
            addBatch();
        }
    }

    /** Full adders: of three numbers for one digit, one stays and one goes to the next digit. */
    private void addBatch() {
        long eights = 0;
        for (int half = 0; half < BATCH; half += BATCH / 2) {
            long twos = addPair(0, waiting[half], waiting[half + 1]);
            long fours = addPair(1, twos, addPair(0, waiting[half + 2], waiting[half + 3]));
            eights = half == 0 ? fours : addPair(2, eights, fours);
        }
        carry(3, eights);
    }

    /** Adds two to digit {@code k}, and returns what is carried. */
    private long addPair(int k, long a, long b) {
        long digit = digits[k];
        long different = digit ^ a;
        digits[k] = different ^ b;
        return (digit & a) | (different & b);
    }

    private void carry(int from, long number) {
        long carry = number;
        for (int k = from; carry != 0; k++) {
            long next = digits[k] & carry;
            digits[k] ^= carry;
            carry = next;
        }
    }

    /** Ones where more than half of the numbers have one. Ends the counting. */
    long majority() {
        for (int i = 0; i < total % BATCH; i++) {
            carry(0, waiting[i]);
        }
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
