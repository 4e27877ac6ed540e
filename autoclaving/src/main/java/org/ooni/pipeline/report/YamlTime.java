package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A YAML date or datetime, the latter shifted to UTC and known to the microsecond (normalisation rules §2.4, D16).
 *
 * @param isDate whether only a day was written; the time is midnight then
 */
record YamlTime(LocalDateTime utc, boolean isDate) {
    private static final Pattern PATTERN = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
            + "(?:(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]*))?"
            + "(?:[ \t]*(?:Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?)?");
    private static final int HOUR = 4;
    private static final int PLAIN_DATE_LENGTH = "2016-01-01".length();
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** Whether a plain scalar is a time: a bare date needs both its digits everywhere. */
    static boolean isPlain(String plain) {
        if (plain.length() < "2016-1-1".length() || plain.charAt(4) != '-') {
            return false;
        }
        Matcher matcher = PATTERN.matcher(plain);
        return matcher.matches() && (matcher.group(HOUR) != null || plain.length() == PLAIN_DATE_LENGTH);
    }

    static YamlTime parse(String text) throws BadBlobException {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new BadBlobException(BadReason.ATTRIBUTE, "a timestamp of another form");
        }
        try {
            LocalDate date = LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
            boolean isDate = matcher.group(HOUR) == null;
            LocalDateTime local = isDate
                    ? date.atStartOfDay()
                    : date.atTime(
                            number(matcher, HOUR),
                            number(matcher, 5),
                            number(matcher, 6),
                            1000 * Integer.parseInt(micros(matcher.group(7))));
            requireYear(local, BadReason.VALUE);
            LocalDateTime utc = local.minusMinutes(offsetMinutes(matcher));
            requireYear(utc, BadReason.OVERFLOW);
            return new YamlTime(utc, isDate);
        } catch (DateTimeException e) {
            throw new BadBlobException(BadReason.VALUE, "a timestamp that is no time");
        }
    }

    private static void requireYear(LocalDateTime time, BadReason reason) throws BadBlobException {
        if (time.getYear() < 1 || time.getYear() > 9999) {
            throw new BadBlobException(reason, "a timestamp outside the years 1 to 9999");
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** Six digits: longer fractions are cut, shorter ones filled up. */
    private static String micros(String fraction) {
        return ((fraction == null ? "" : fraction) + "000000").substring(0, 6);
    }

    private static int offsetMinutes(Matcher matcher) {
        if (matcher.group(8) == null) {
            return 0;
        }
        int minutes = 60 * number(matcher, 9) + (matcher.group(10) == null ? 0 : number(matcher, 10));
        return matcher.group(8).equals("-") ? -minutes : minutes;
    }

    /** Seconds since the epoch: an integer, or a double when there is a fraction. */
    JsonNode json() {
        long seconds = utc.toEpochSecond(ZoneOffset.UTC);
        if (micros() == 0) {
            return YamlNumber.json(seconds);
        }
        return DoubleNode.valueOf(
                BigDecimal.valueOf(seconds * 1_000_000 + micros(), 6).doubleValue());
    }

    /** As a key: {@code 2016-01-01}, {@code 2016-01-01 10:00:00}, {@code 2016-01-01 10:00:00.500000}. */
    String text() {
        if (isDate) {
            return utc.toLocalDate().toString();
        }
        return TEXT.format(utc) + (micros() == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros()));
    }

    /** As a part of a tuple. */
    String repr() {
        String date = utc.getYear() + ", " + utc.getMonthValue() + ", " + utc.getDayOfMonth();
        if (isDate) {
            return "datetime.date(" + date + ")";
        }
        String seconds = utc.getSecond() == 0 && micros() == 0 ? "" : ", " + utc.getSecond();
        return "datetime.datetime(" + date + ", " + utc.getHour() + ", " + utc.getMinute() + seconds
                + (micros() == 0 ? "" : ", " + micros()) + ")";
    }

    private int micros() {
        return utc.getNano() / 1000;
    }
}
