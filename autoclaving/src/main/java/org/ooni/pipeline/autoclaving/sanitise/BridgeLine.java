package org.ooni.pipeline.autoclaving.sanitise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ooni.pipeline.report.PlainName;

/**
 * The tokens of a line that names a bridge, {@code obfs4 192.0.2.1:443 <40 hex digits> cert=…} or less.
 *
 * @param text without the blanks around it
 * @param endpoints in the order of the line; those without a port as well
 * @param fingerprints in the order of the line, as spelled: 40 hex digits between blanks, quotes and the like
 */
record BridgeLine(String text, List<Endpoint> endpoints, List<String> fingerprints) {
    private static final String DELIMITERS = "$~=,;\"'()<>";

    static BridgeLine of(String line) {
        String text = trim(line);
        List<Endpoint> endpoints = new ArrayList<>();
        List<String> fingerprints = new ArrayList<>();
        Tokens.redact(text, new Judge() {
            @Override
            public boolean address(Host host, int port, boolean bracketed) {
                return endpoints.add(new Endpoint(host, port));
            }

            @Override
            public boolean fingerprint(String of, int from) {
                int end = from + Tokens.FINGERPRINT;
                return isDelimiter(of, from - 1) && isDelimiter(of, end) && fingerprints.add(of.substring(from, end));
            }
        });
        return new BridgeLine(text, List.copyOf(endpoints), List.copyOf(fingerprints));
    }

    /** Whether the line is a fingerprint and nothing else. */
    boolean isFingerprint() {
        return text.length() == Tokens.FINGERPRINT && fingerprints.size() == 1;
    }

    /** All by which the bridges of some lines are known. */
    static Secrets secrets(List<BridgeLine> lines) {
        Set<Host> hosts = new HashSet<>();
        Set<String> fingerprints = new HashSet<>();
        for (BridgeLine line : lines) {
            line.endpoints.forEach(endpoint -> hosts.add(endpoint.host()));
            fingerprints.addAll(line.fingerprints);
        }
        return new Secrets(Set.of(), hosts, fingerprints);
    }

    /** D44: all white space of Unicode goes. */
    private static String trim(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && PlainName.isBlank(line.charAt(from))) {
            from++;
        }
        while (from < to && PlainName.isBlank(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean isDelimiter(String text, int at) {
        return at < 0
                || at >= text.length()
                || PlainName.isBlank(text.charAt(at))
                || DELIMITERS.indexOf(text.charAt(at)) >= 0;
    }
}
