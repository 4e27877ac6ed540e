package org.ooni.pipeline.autoclaving.sanitise;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Addresses and fingerprints that must not be published. Immutable. */
final class Secrets implements Judge {
    /** Hex digits of a fingerprint that rule out most of what is none. */
    private static final int HEAD = 4;

    private final Set<Endpoint> endpoints;
    private final Set<Host> hosts;
    private final Set<String> fingerprints;
    private final BitSet heads = new BitSet(1 << 4 * HEAD);

    /**
     * @param endpoints at which servers must not be named
     * @param hosts at which no server must be named, nor the host itself
     * @param fingerprints 40 hex digits each, in either case
     */
    Secrets(Set<Endpoint> endpoints, Set<Host> hosts, Set<String> fingerprints) {
        this.endpoints = Set.copyOf(endpoints);
        this.hosts = Set.copyOf(hosts);
        Set<String> upper = new HashSet<>();
        for (String fingerprint : fingerprints) {
            upper.add(fingerprint.toUpperCase(Locale.ROOT));
            heads.set(head(fingerprint, 0));
        }
        this.fingerprints = Set.copyOf(upper);
    }

    @Override
    public boolean address(Host host, int port, boolean bracketed) {
        return hosts.contains(host) || port != Endpoint.NO_PORT && endpoints.contains(new Endpoint(host, port));
    }

    @Override
    public boolean fingerprint(String text, int from) {
        return heads.get(head(text, from))
                && fingerprints.contains(
                        text.substring(from, from + Tokens.FINGERPRINT).toUpperCase(Locale.ROOT));
    }

    private static int head(String text, int from) {
        int head = 0;
        for (int i = from; i < from + HEAD; i++) {
            head = head << 4 | Spelling.hex(text.charAt(i));
        }
        return head;
    }
}
