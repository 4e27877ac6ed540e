package org.ooni.pipeline.raw;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a report file: start time, probe country, probe network, test name, report id, format version
 * (docs/formats.md, "Directory layout").
 *
 * @param file the whole name
 * @param testName its fourth part
 */
public record ReportName(String file, String testName) {
    private static final Pattern PATTERN = Pattern.compile("\\d{4}[0-1][0-9][0-3][0-9]T[0-2][0-9][0-5][0-9][0-5][0-9]Z"
            + "-[A-Z]{2}-AS\\d+-(?<testName>[^-]+)-[^-]+-[.0-9]+-probe\\.(?:yaml|json)");

    /** Bytes that a file system grants a name. */
    private static final int MAX_NAME = 255;

    private static final String COMPRESSED = ".lz4";

    /** Reads a file name, or finds that it is none of a report. */
    public static Optional<ReportName> parse(String file) {
        Matcher matcher = PATTERN.matcher(file);
        return matcher.matches() && isPlain(file)
                ? Optional.of(new ReportName(file, matcher.group("testName")))
                : Optional.empty();
    }

    /** Tar headers, index lines and terminals take it as it is; with {@code .lz4} it still is a file's name. */
    private static boolean isPlain(String file) {
        return file.length() + COMPRESSED.length() <= MAX_NAME
                && file.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != '\\');
    }
}
