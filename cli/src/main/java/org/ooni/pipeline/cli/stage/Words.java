package org.ooni.pipeline.cli.stage;

import java.time.Duration;
import java.util.Locale;

/** Figures as a person reads them. */
public final class Words {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Words() {}

    /** {@code 1 report}, {@code 2 reports}. */
    public static String count(long n, String noun) {
        return n == 1 ? "1 " + noun : n + " " + noun + "s";
    }

    /** Decimal units, one digit after the point: {@code 79.3 MB}. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", seconds(duration.toMillis()));
    }

    static double seconds(long millis) {
        return millis / 1000.0;
    }
}
