package org.ooni.pipeline.autoclaving.sanitise;

/**
 * An IPv4 address at a place in a text: four numbers up to 255, with no further digit at either end. Leading zeros are
 * decimal.
 *
 * @param end where it ends
 */
record Ipv4(Host host, int end) {
    private static final int OCTETS = 4;
    private static final int HIGHEST = 255;

    /** The address that begins at {@code from}, or null. */
    static Ipv4 at(String text, int from) {
        if (Spelling.isDigit(text, from - 1)) {
            return null;
        }
        long bits = 0;
        int at = from;
        for (int i = 0; i < OCTETS; i++) {
            if (i > 0 && !Spelling.is(text, at++, '.')) {
                return null;
            }
            int end = Spelling.digitsEnd(text, at);
            int octet = Spelling.number(text, at, end, HIGHEST);
            if (end == at || octet > HIGHEST) {
                return null;
            }
            bits = bits << 8 | octet;
            at = end;
        }
        return new Ipv4(Host.v4(bits), at);
    }
}
