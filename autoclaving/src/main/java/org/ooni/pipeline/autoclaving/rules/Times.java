package org.ooni.pipeline.autoclaving.rules;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** Times as measurements and rules spell them, in UTC: {@code 2017-11-23 10:20:30}. */
public final class Times {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final int DATE = "2017-11-23".length();

    private Times() {}

    /** The time that a text is, a date being its midnight; or null. */
    public static LocalDateTime parse(String text) {
        try {
            if (text == null) {
                return null;
            }
            return text.length() == DATE ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text, TIME);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
