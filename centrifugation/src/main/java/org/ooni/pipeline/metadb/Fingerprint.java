package org.ooni.pipeline.metadb;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a block page is known: what the table {@code fingerprint} says, its number aside.
 *
 * @param country two capital letters; {@code ZZ} for all countries
 * @param header the header's name, in any case; empty for {@link Kind#BODY_SUBSTRING}
 * @param text what to look for, case mattering
 */
public record Fingerprint(String country, Kind kind, String header, String text) {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");

    /** Where a response has the text. */
    public enum Kind {
        BODY_SUBSTRING,
        HEADER_PREFIX,
        HEADER_VALUE
    }

    public static Fingerprint ofBody(String country, String substring) {
        return new Fingerprint(country, Kind.BODY_SUBSTRING, "", substring);
    }

    public static Fingerprint ofHeaderPrefix(String country, String header, String prefix) {
        return new Fingerprint(country, Kind.HEADER_PREFIX, header, prefix);
    }

    public static Fingerprint ofHeaderValue(String country, String header, String value) {
        return new Fingerprint(country, Kind.HEADER_VALUE, header, value);
    }

    /** Why it must not be added; empty when it may. */
    public Optional<String> problem() {
        if (!COUNTRY.matcher(country).matches()) {
            return Optional.of("'" + country + "' is no country's code: two capital letters, or ZZ for all countries");
        }
        if (country.equals("UK")) {
            return Optional.of("UK is no country's code: the United Kingdom's is GB");
        }
        if (kind != Kind.BODY_SUBSTRING && !HEADER.matcher(header).matches()) {
            return Optional.of("'" + header + "' is no header's name");
        }
        if (text.isEmpty()) {
            return Optional.of("there is no text to look for");
        }
        if (text.indexOf('\0') >= 0) {
            return Optional.of("PostgreSQL cannot store the character NUL");
        }
        return Optional.empty();
    }

    /** The same for all that find the same: names of headers are compared without case. */
    Fingerprint comparable() {
        return new Fingerprint(country, kind, header.toLowerCase(Locale.ROOT), text);
    }

    String bodySubstring() {
        return kind == Kind.BODY_SUBSTRING ? text : null;
    }

    String headerName() {
        return kind == Kind.BODY_SUBSTRING ? null : header;
    }

    String headerPrefix() {
        return kind == Kind.HEADER_PREFIX ? text : null;
    }

    String headerValue() {
        return kind == Kind.HEADER_VALUE ? text : null;
    }

    static Fingerprint ofColumns(String country, String body, String header, String prefix, String value) {
        if (body != null) {
            return ofBody(country, body);
        }
        return prefix != null ? ofHeaderPrefix(country, header, prefix) : ofHeaderValue(country, header, value);
    }
}
