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

    /** Two units at most: {@code 2 d 4 h}, {@code 1 h 10 min}, {@code 25 s}. */
    public static String about(Duration duration) {
        long seconds = duration.plusMillis(500).toSeconds();
        if (seconds >= 24 * 3600) {
            long hours = (seconds + 1800) / 3600;
            return hours / 24 + " d " + hours % 24 + " h";
        }
        if (seconds >= 3600) {
            long minutes = (seconds + 30) / 60;
            return minutes / 60 + " h " + minutes % 60 + " min";
        }
        return seconds >= 120 ? (seconds + 30) / 60 + " min" : seconds + " s";
    }

    static double seconds(long millis) {
        return millis / 1000.0;
    }
}
