package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.net.InetAddresses;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of the spine as PostgreSQL takes them. They are checked here, and not there, because a line that the spine
 * loses would take its report or measurement out of the database, and one bad line a whole bucket.
 */
final class SpineValues {
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)Z?");
    private static final Pattern NETWORK = Pattern.compile("AS\\s*([+-]?\\d{1,20})\\s*");
    private static final Pattern COUNTRY = Pattern.compile("[ -\\[\\]-~]{2}");
    private static final String OCTET = "0*(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}(?:/(?:3[0-2]|[12]?\\d))?");
    private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f:.]+)(?:/(?:12[0-8]|1[01]\\d|[1-9]?\\d))?");
    private static final String QUADS = "(?:[0-9A-Fa-f]{4}-?){7}[0-9A-Fa-f]{4}";
    private static final Pattern UUID = Pattern.compile(QUADS + "|\\{" + QUADS + "\\}");
    private static final Pattern DECIMAL = Pattern.compile("\\s*[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?\\s*");

    private SpineValues() {}

    /** ISO date and time, with or without a fraction and a {@code Z}. */
    static String timestamp(JsonNode value, String name) {
        Matcher parts = TIMESTAMP.matcher(Fields.string(value, name));
        if (!parts.matches() || parts.group(1).startsWith("0000")) {
            throw new DatumException("not a time", name);
        }
        try {
            LocalDateTime.parse(parts.group(1) + "T" + parts.group(2));
        } catch (DateTimeException e) {
            throw new DatumException("not a time of the calendar", name);
        }
        return value.textValue();
    }

    /** The number after {@code AS}. */
    static int network(JsonNode value, String name) {
        Matcher number = NETWORK.matcher(Fields.string(value, name));
        if (!number.matches()) {
            throw new DatumException("not a network", name);
        }
        try {
            return Integer.parseInt(number.group(1));
        } catch (NumberFormatException e) {
            throw new DatumException("network out of range", name);
        }
    }

    /** Any two printable ASCII characters but the backslash. */
    static String country(JsonNode value, String name) {
        String country = Fields.string(value, name);
        if (!COUNTRY.matcher(country).matches()) {
            throw new DatumException("not a country", name);
        }
        return country;
    }

    /** What {@code inet} reads: an address of either family, with or without the length of a prefix. */
    static String address(JsonNode value, String name) {
        String address = Fields.string(value, name);
        Matcher ipv6 = IPV6.matcher(address);
        boolean known = IPV4.matcher(address).matches()
                || (ipv6.matches() && ipv6.group(1).contains(":") && InetAddresses.isInetAddress(ipv6.group(1)));
        if (!known) {
            throw new DatumException("not an address", name);
        }
        return address;
    }

    static String uuid(JsonNode value, String name) {
        String id = Fields.string(value, name);
        if (!UUID.matcher(id).matches()) {
            throw new DatumException("not a UUID", name);
        }
        return id;
    }

    /** A number, or a string of one, in the range of {@code real}. */
    static String real(JsonNode value, String name) {
        String text = value.isTextual() ? value.textValue() : ColumnText.ofNumber(value, name);
        if (text == null || !DECIMAL.matcher(text).matches()) {
            throw new DatumException("not a number", name);
        }
        float number = Float.parseFloat(text);
        boolean vanished =
                number == 0 && text.chars().takeWhile(c -> c != 'e' && c != 'E').anyMatch(c -> c > '0' && c <= '9');
        if (Float.isInfinite(number) || vanished) {
            throw new DatumException("number out of range", name);
        }
        return text;
    }
}
