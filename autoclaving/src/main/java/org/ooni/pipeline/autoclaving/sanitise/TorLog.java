package org.ooni.pipeline.autoclaving.sanitise;

import com.google.re2j.Pattern;

/** What a log of tor says of bridges, and of any server: messages about bridges, and addresses with ports. */
final class TorLog {
    private static final String BLANKS = "[ \\t\\n\\x0B\\f\\r]+";
    private static final String V4 = "(?:[0-9]+\\.){3}[0-9]+";
    private static final String V6 = "\\[[0-9a-f:.]+\\]";

    /* The original's two messages, without regard to case and with IPv6. A dot is anything but a newline. */
    private static final Pattern LEARNED =
            pattern("learned fingerprint [a-z0-9]+" + BLANKS + "for bridge (?:" + V4 + "|" + V6 + "):[0-9]+");
    private static final Pattern DESCRIPTOR =
            pattern("new bridge descriptor .+?" + BLANKS + "at (?:" + V4 + "|" + V6 + ")");

    private static final Judge SERVERS = new Judge() {
        @Override
        public boolean address(Host host, int port, boolean bracketed) {
            return bracketed || port != Endpoint.NO_PORT && host.isV4();
        }

        @Override
        public boolean fingerprint(String text, int from) {
            return false;
        }
    };

    private TorLog() {}

    /** A log that was redacted is left as it is. */
    static String redact(String log) {
        String learned = LEARNED.matcher(log).replaceAll(Tokens.REDACTED);
        return Tokens.redact(DESCRIPTOR.matcher(learned).replaceAll(Tokens.REDACTED), SERVERS);
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }
}
