package org.ooni.pipeline.raw;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a report file: start time, probe country, probe network, test name, report id, format version
 * (docs/formats.md, "Directory layout").
 *
 * @param file the whole name
 * @param startTime {@code 20160928T062804Z}; it may be no time of the calendar
 * @param probeCc {@code GR}
 * @param probeAsn {@code AS6799}
 * @param reportId {@code no_report_id} if there is none
 */
public record ReportName(
        String file, String startTime, String probeCc, String probeAsn, String testName, String reportId) {
    private static final Pattern PATTERN =
            Pattern.compile("(?<startTime>\\d{4}[0-1][0-9][0-3][0-9]T[0-2][0-9][0-5][0-9][0-5][0-9]Z)"
                    + "-(?<probeCc>[A-Z]{2})-(?<probeAsn>AS\\d+)-(?<testName>[^-]+)-(?<reportId>[^-]+)"
                    + "-[.0-9]+-probe\\.(?:yaml|json)");

    /** Bytes that a file system grants a name. */
    private static final int MAX_NAME = 255;

    private static final String COMPRESSED = ".lz4";

    /** Reads a file name, or finds that it is none of a report. */
    public static Optional<ReportName> parse(String file) {
        Matcher matcher = PATTERN.matcher(file);
        return matcher.matches() && isPlain(file) ? Optional.of(of(file, matcher)) : Optional.empty();
    }

    /** Reads the name of a report with its bucket before it. */
    public static Optional<ReportName> ofTextname(String textname) {
        return parse(textname.substring(textname.indexOf('/') + 1));
    }

    private static ReportName of(String file, Matcher parts) {
        return new ReportName(
                file,
                parts.group("startTime"),
                parts.group("probeCc"),
                parts.group("probeAsn"),
                parts.group("testName"),
                parts.group("reportId"));
    }

    /** Tar headers, index lines and terminals take it as it is; with {@code .lz4} it still is a file's name. */
    private static boolean isPlain(String file) {
        return file.length() + COMPRESSED.length() <= MAX_NAME
                && file.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != '\\');
    }
}
