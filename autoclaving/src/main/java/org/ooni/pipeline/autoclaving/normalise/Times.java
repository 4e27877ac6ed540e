package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;

/** The two start times of an old measurement, from what its probe wrote (normalisation rules §4.7). All are UTC. */
final class Times {
    private static final String START = "start_time";
    private static final String TEST_START = "test_start_time";
    private static final String MEASUREMENT_START = "measurement_start_time";

    /** Years 1900 to 9999. */
    private static final BigDecimal EARLIEST = BigDecimal.valueOf(-2_208_988_800L);

    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_800L);
    private static final int FIRST_YEAR = 1900;
    private static final int MICROS = 6;

    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Pattern PARSED = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2}| [0-9])"
            + "[ \\t\\n\\x0B\\f\\r]+([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})");

    private Times() {}

    /** Replaces {@code start_time} and both start times by texts {@code YYYY-MM-DD hh:mm:ss}. */
    static void apply(ObjectNode datum) throws BadBlobException {
        JsonNode given = datum.remove(START);
        // D22: what is no number counts as missing. A missing one is the epoch (D25).
        LocalDateTime start = isNumber(given) ? ofEpoch(given) : ofEpoch(BigDecimal.ZERO);
        JsonNode testStart = datum.get(TEST_START);
        JsonNode measurementStart = datum.get(MEASUREMENT_START);
        if (testStart.isNumber()) {
            put(datum, start, ofEpoch(testStart));
        } else if (testStart.isNull()) {
            // D23: a given time that can be read is kept.
            LocalDateTime kept = measurementStart.isTextual() ? parsed(measurementStart.textValue()) : null;
            put(datum, start, kept == null ? start : kept);
        } else if (testStart.isTextual()) {
            LocalDateTime test = parse(testStart.textValue());
            // D23: without a time of its own, the measurement began with its test.
            put(datum, test, measurementStart.isTextual() ? parse(measurementStart.textValue()) : test);
        } else {
            throw new BadBlobException(BadReason.TYPE, "test_start_time is of type " + testStart.getNodeType());
        }
    }

    private static void put(ObjectNode datum, LocalDateTime test, LocalDateTime measurement) {
        datum.put(TEST_START, TEXT.format(test));
        datum.put(MEASUREMENT_START, TEXT.format(measurement));
    }

    private static boolean isNumber(JsonNode node) {
        return node != null && (node.isNumber() || node.isBoolean());
    }

    private static LocalDateTime ofEpoch(JsonNode number) throws BadBlobException {
        if (number.isBoolean()) {
            return ofEpoch(number.booleanValue() ? BigDecimal.ONE : BigDecimal.ZERO);
        }
        double value = number.doubleValue();
        if (Double.isNaN(value) || Math.abs(value) > LATEST.doubleValue()) {
            throw outOfRange();
        }
        // From the double, as the original: a literal's further digits never counted.
        return ofEpoch(new BigDecimal(value));
    }

    private static LocalDateTime ofEpoch(BigDecimal seconds) throws BadBlobException {
        if (seconds.compareTo(EARLIEST) < 0 || seconds.compareTo(LATEST) >= 0) {
            throw outOfRange();
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        // A fraction that is a whole second when written in microseconds counts as one.
        long carry =
                seconds.subtract(whole).setScale(MICROS, RoundingMode.HALF_UP).longValue();
        return LocalDateTime.ofEpochSecond(whole.longValueExact() + carry, 0, ZoneOffset.UTC);
    }

    private static BadBlobException outOfRange() {
        return new BadBlobException(BadReason.VALUE, "a time outside the years 1900 to 9999");
    }

    private static LocalDateTime parse(String text) throws BadBlobException {
        LocalDateTime time = parsed(text);
        if (time == null) {
            throw new BadBlobException(BadReason.VALUE, "a time that is not YYYY-MM-DD hh:mm:ss");
        }
        return time;
    }

    /** Reads a text time, lenient in its zeros and blanks only; null when it is none. */
    private static LocalDateTime parsed(String text) {
        Matcher m = PARSED.matcher(text);
        if (!m.matches()) {
            return null;
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(m, 1), number(m, 2), number(m, 3), number(m, 4), number(m, 5), number(m, 6));
            return time.getYear() < FIRST_YEAR ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group).strip());
    }
}
