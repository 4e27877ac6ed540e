package org.ooni.pipeline.autoclaving.sanitise;

import java.util.Arrays;

/**
 * The IPv6 addresses that begin at a place in a text: {@code 2001:db8::1:443} is one, and so is {@code 2001:db8::1}
 * with a port after it. There are eight at most, so a text of nothing but colons and digits takes its time once.
 */
final class Ipv6 {
    private static final int GROUPS = 8;
    private static final int DIGITS = 4;

    private final String text;
    private final int[] groups = new int[GROUPS];
    private final Host[] hosts = new Host[GROUPS + 1];
    private final int[] ends = new int[GROUPS + 1];
    private int size;
    private int count;
    private int gap = -1;
    private int at;

    private Ipv6(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** The addresses, or null if there is none at a glance. */
    static Ipv6 at(String text, int from) {
        int colon = from;
        while (colon - from < DIGITS && Spelling.isHex(text, colon)) {
            colon++;
        }
        boolean plausible = Spelling.is(text, colon, ':') && (colon > from || Spelling.is(text, from + 1, ':'));
        return plausible ? new Ipv6(text, from).read() : null;
    }

    int size() {
        return size;
    }

    /** An address; a later one is longer. */
    Host host(int i) {
        return hosts[i];
    }

    int end(int i) {
        return ends[i];
    }

    private Ipv6 read() {
        gap();
        while (count < GROUPS && (dotted() || group())) {
            if (!gap() && Spelling.is(text, at, ':')) {
                at++;
            } else if (gap != count) {
                break;
            }
        }
        return this;
    }

    /** Reads {@code ::}, which may stand once. */
    private boolean gap() {
        if (gap >= 0 || !text.startsWith("::", at)) {
            return false;
        }
        gap = count;
        at += 2;
        candidate();
        return true;
    }

    private boolean group() {
        int first = at;
        int group = 0;
        for (; at - first < DIGITS && Spelling.isHex(text, at); at++) {
            group = group << 4 | Spelling.hex(text.charAt(at));
        }
        if (at == first) {
            return false;
        }
        groups[count++] = group;
        candidate();
        return true;
    }

    /** Reads the last two groups as an IPv4 address. */
    private boolean dotted() {
        Ipv4 tail = count <= GROUPS - 2 ? Ipv4.at(text, at) : null;
        if (tail == null) {
            return false;
        }
        groups[count++] = (int) (tail.host().low() >>> 16 & 0xFFFF);
        groups[count++] = (int) (tail.host().low() & 0xFFFF);
        at = tail.end();
        candidate();
        return true;
    }

    private void candidate() {
        boolean whole = gap < 0 ? count == GROUPS : count < GROUPS;
        if (whole && !Spelling.isHex(text, at)) {
            hosts[size] = expanded();
            ends[size++] = at;
        }
    }

    private Host expanded() {
        int[] whole = Arrays.copyOf(groups, GROUPS);
        if (gap >= 0) {
            Arrays.fill(whole, gap, GROUPS, 0);
            System.arraycopy(groups, gap, whole, GROUPS - (count - gap), count - gap);
        }
        return Host.v6(whole);
    }
}
