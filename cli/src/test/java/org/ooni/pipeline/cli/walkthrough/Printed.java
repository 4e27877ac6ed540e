package org.ooni.pipeline.cli.walkthrough;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that a page shows as printed, held against what is. Numbers, sizes and widths may be others. */
public final class Printed {
    private static final Pattern PARTS = Pattern.compile("…|\\d[\\d.,]*( [kMGT]?B\\b)?|\\s+|[^…\\d\\s]+");

    private static final String ANYTHING = "…";

    private Printed() {}

    /** The first of {@code shown} that {@code printed} does not have behind those before it. */
    public static Optional<String> missing(List<String> shown, List<String> printed) {
        int next = 0;
        for (String line : shown) {
            if (line.equals(ANYTHING)) {
                continue;
            }
            Pattern pattern = pattern(line);
            while (next < printed.size()
                    && !pattern.matcher(printed.get(next).strip()).matches()) {
                next++;
            }
            if (next == printed.size()) {
                return Optional.of(line);
            }
            next++;
        }
        return Optional.empty();
    }

    private static Pattern pattern(String line) {
        return Pattern.compile(
                PARTS.matcher(line.strip()).replaceAll(part -> Matcher.quoteReplacement(expression(part.group()))));
    }

    private static String expression(String part) {
        if (part.equals(ANYTHING)) {
            return ".*";
        }
        if (part.isBlank()) {
            return "\\s+";
        }
        if (!Character.isDigit(part.charAt(0))) {
            return Pattern.quote(part);
        }
        return part.endsWith("B") ? "\\d[\\d.,]* [kMGT]?B" : "\\d[\\d.,]*";
    }
}
