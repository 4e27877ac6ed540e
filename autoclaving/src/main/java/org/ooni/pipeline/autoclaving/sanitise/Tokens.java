package org.ooni.pipeline.autoclaving.sanitise;

/**
 * Walks over the tokens of a text by which a bridge is known, and puts {@code [REDACTED]} in the place of those that go.
 *
 * <p>Tokens are IPv4 and IPv6 addresses, IPv6 in brackets, each with or without a port, and 40 hex digits. Any
 * neighbours will do, but for digits that would make another address of it. The time is linear in the text, whatever it
 * is: no character is looked at more than a few dozen times.
 */
final class Tokens {
    static final String REDACTED = "[REDACTED]";
    static final int FINGERPRINT = 40;

    private final String text;
    private final Judge judge;
    private int hexEnd;

    private Tokens(String text, Judge judge) {
        this.text = text;
        this.judge = judge;
    }

    /** The text without the tokens that the judge condemns; the text itself if there is none. */
    static String redact(String text, Judge judge) {
        return new Tokens(text, judge).redact();
    }

    private String redact() {
        StringBuilder out = null;
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            int end = end(at);
            if (end > at) {
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, at).append(REDACTED);
                copied = end;
                at = end;
            } else {
                at++;
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** Where the token ends that begins at {@code at} and goes; there, if there is none. */
    private int end(int at) {
        char c = text.charAt(at);
        if (c == '[') {
            return v6(at + 1, true, at);
        }
        boolean hex = Spelling.hex(c) >= 0;
        if (!hex && c != ':') {
            return at;
        }
        int end = c <= '9' && hex ? v4(at) : at;
        if (end == at && !Spelling.isHex(text, at - 1)) {
            end = v6(at, false, at);
        }
        return end == at && hex ? fingerprint(at) : end;
    }

    private int v4(int at) {
        Ipv4 found = Ipv4.at(text, at);
        return found == null ? at : address(found.host(), found.end(), false, at);
    }

    /** Of several readings the longest that goes. */
    private int v6(int from, boolean bracketed, int none) {
        Ipv6 found = Ipv6.at(text, from);
        for (int i = found == null ? -1 : found.size() - 1; i >= 0; i--) {
            int end = found.end(i);
            if (bracketed && !Spelling.is(text, end, ']')) {
                continue;
            }
            int tokenEnd = address(found.host(i), bracketed ? end + 1 : end, bracketed, none);
            if (tokenEnd != none) {
                return tokenEnd;
            }
        }
        return none;
    }

    private int address(Host host, int end, boolean bracketed, int none) {
        int portEnd = Spelling.portEnd(text, end);
        if (judge.address(host, Spelling.port(text, end, portEnd), bracketed)) {
            return portEnd;
        }
        return portEnd != end && judge.address(host, Endpoint.NO_PORT, bracketed) ? end : none;
    }

    private int fingerprint(int at) {
        if (at >= hexEnd) {
            hexEnd = at;
            while (Spelling.isHex(text, hexEnd)) {
                hexEnd++;
            }
        }
        return hexEnd - at >= FINGERPRINT && judge.fingerprint(text, at) ? at + FINGERPRINT : at;
    }
}
