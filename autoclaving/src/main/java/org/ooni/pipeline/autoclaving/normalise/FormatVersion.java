package org.ooni.pipeline.autoclaving.normalise;

import java.util.regex.Pattern;

/** The version that a measurement says its format is of. */
final class FormatVersion {
    /** What old measurements become. */
    static final String NORMALISED = "0.2.0";

    private static final Pattern CURRENT = Pattern.compile("0\\.(?:[2-9]|[1-9]\\d{1,8})\\.\\d{1,9}");

    private FormatVersion() {}

    /** Whether data of this format is published with its own keys: {@code 0.N.M} with N of 2 or more (D46). */
    static boolean isCurrent(String version) {
        return version.equals(NORMALISED) || CURRENT.matcher(version).matches();
    }
}
