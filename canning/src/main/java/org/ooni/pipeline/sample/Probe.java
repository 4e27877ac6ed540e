package org.ooni.pipeline.sample;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Who made a report, and when.
 *
 * @param network autonomous system number, of those set aside for documentation
 * @param start UTC, whole seconds
 */
record Probe(Country country, int network, Platform platform, LocalDateTime start) {
    private static final DateTimeFormatter IN_NAMES = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final DateTimeFormatter IN_KEYS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    enum Platform {
        LINUX("linux", "ooniprobe", "2.2.0", true),
        LEPIDOPTER("lepidopter", "ooniprobe", "2.3.0", true),
        ANDROID("android", "ooniprobe-android", "2.0.0", false),
        IOS("ios", "ooniprobe-ios", "2.0.0", false);

        private final String text;
        private final String software;
        private final String version;
        private final boolean escapes;

        Platform(String text, String software, String version, boolean escapes) {
            this.text = text;
            this.software = software;
            this.version = version;
            this.escapes = escapes;
        }

        String text() {
            return text;
        }

        String software() {
            return software;
        }

        String version() {
            return version;
        }

        /** Whether its JSON is ASCII, everything else being escaped. */
        boolean escapes() {
            return escapes;
        }
    }

    static Probe in(Country country, Dice dice, LocalDateTime start) {
        Platform platform = Platform.values()[dice.below(Platform.values().length)];
        return new Probe(country, 64496 + dice.below(16), platform, start);
    }

    String asn() {
        return "AS" + network;
    }

    /** Start time as file names and report ids carry it. */
    String startInNames() {
        return IN_NAMES.format(start);
    }

    /** When the measurement of that number begins. */
    LocalDateTime startOf(int number) {
        return start.plusSeconds(2L + 7L * number);
    }

    /** A time as measurements carry it. */
    static String inKeys(LocalDateTime time) {
        return IN_KEYS.format(time);
    }

    /** The resolver that the probe's network assigns. */
    String resolver() {
        return "198.51.100." + (network - 64496 + 1);
    }
}
