package org.ooni.pipeline.feeder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What Tor says in its log: steps of the bootstrap, and what every run says. */
final class TorMessages {
    private static final Set<String> CHATTER = Set.of(
            "[notice] Catching signal TERM, exiting cleanly.",
            "[notice] Configuration file \"/dev/null/non-existant-on-purpose\" not present, using reasonable defaults.",
            "[notice] Configuration file \"/non-existant\" not present, using reasonable defaults.",
            "[notice] New control connection opened from 127.0.0.1.",
            "[notice] Tor can't help you if you use it wrong! Learn how to be safe at "
                    + "https://www.torproject.org/download/download#warning",
            "[notice] Tor has successfully opened a circuit. Looks like client functionality is working.",
            "[warn] You are running Tor as root. You don't need to, and you probably shouldn't.");

    private static final List<Pattern> CHATTER_WITH_DETAILS = List.of(
            pattern("\\[notice\\] Opening (?:Control|Socks) listener on 127\\.0\\.0\\.1:\\d+"),
            pattern("\\[notice\\] Parsing GEOIP IPv[46] file /.*\\."),
            pattern("\\[notice\\] Tor [^ ]+ (?:\\(git-[^ ]+\\) )?opening (?:new )?log file."));

    private static final Map<String, Integer> PERCENTS = percents();

    private TorMessages() {}

    static boolean saysNothing(String message) {
        return CHATTER.contains(message)
                || CHATTER_WITH_DETAILS.stream()
                        .anyMatch(pattern -> pattern.matcher(message).matches());
    }

    /** How far the bootstrap is, in percent; null when it is not about that. */
    static Integer percent(String message) {
        return PERCENTS.get(message.endsWith(".") ? message.substring(0, message.length() - 1) : message);
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    private static Map<String, Integer> percents() {
        Map<String, Integer> percents = new HashMap<>();
        step(percents, 0, "Starting");
        step(percents, 5, "Connecting to directory server");
        step(percents, 10, "Finishing handshake with directory server");
        step(percents, 15, "Establishing an encrypted directory connection");
        step(percents, 20, "Asking for networkstatus consensus");
        step(percents, 25, "Loading networkstatus consensus");
        step(percents, 40, "Loading authority key certs");
        step(percents, 45, "Asking for relay descriptors");
        for (int percent = 50; percent < 80; percent++) {
            step(percents, percent, "Loading relay descriptors");
        }
        step(percents, 80, "Connecting to the Tor network");
        step(percents, 85, "Finishing handshake with first hop");
        step(percents, 90, "Establishing a Tor circuit");
        step(percents, 100, "Done");
        return Map.copyOf(percents);
    }

    private static void step(Map<String, Integer> percents, int percent, String name) {
        percents.put("[notice] Bootstrapped " + percent + "%: " + name, percent);
    }
}
