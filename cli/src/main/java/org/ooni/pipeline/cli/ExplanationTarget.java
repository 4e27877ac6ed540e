package org.ooni.pipeline.cli;

import java.time.DateTimeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.raw.Bucket;

/**
 * A measurement as a user names it.
 *
 * @param textname of its report, with the bucket
 * @param number in its report, from 0
 */
record ExplanationTarget(String textname, int number) {
    private static final Pattern PATTERN = Pattern.compile("(([^/:]+)/[^/:]+)(?::(\\d{1,9}))?");

    /** @param option for messages */
    static ExplanationTarget parse(String option, String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches() || !isBucket(matcher.group(2))) {
            throw CommandException.usage(
                    option + ": '" + text
                            + "' is not a report with its bucket, as 2017-01-01/20170101T000000Z-…-probe.json, or that and :INDEX.");
        }
        return new ExplanationTarget(
                matcher.group(1), matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
    }

    private static boolean isBucket(String text) {
        try {
            return Bucket.parse(text).toString().equals(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }
}
