package org.ooni.pipeline.autoclaving.sanitise;

/** An IP address, whatever its spelling: the 128 bits of IPv6, in which IPv4 has the block {@code ::ffff:0:0/96}. */
record Host(long high, long low) {
    private static final long MAPPED = 0xFFFF_0000_0000L;

    static Host v4(long bits) {
        return new Host(0, MAPPED | bits);
    }

    /** @param groups eight of 16 bits */
    static Host v6(int[] groups) {
        return new Host(bits(groups, 0), bits(groups, 4));
    }

    boolean isV4() {
        return high == 0 && low >>> 32 == MAPPED >>> 32;
    }

    private static long bits(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + 4; i++) {
            bits = bits << 16 | groups[i];
        }
        return bits;
    }
}
