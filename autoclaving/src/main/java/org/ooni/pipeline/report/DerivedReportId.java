package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The id of a report whose probe gave none: the start time, and fifty letters that stand for the fields which tell
 * reports apart (normalisation rules §3). Wrong types do no harm (D2).
 */
final class DerivedReportId {
    private static final List<Field> FIELDS = List.of(
            new Field("probe_cc", "ZZ"),
            new Field("probe_asn", "AS0"),
            new Field("test_name", "invalid"),
            new Field("software_version", "0.0.0"),
            new Field("probe_city", "None"));
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int LENGTH = 50;

    /** What a field may count as a copy: its Python form is six times as long, and is made at once. */
    private static final long LARGEST_FIELD = 1 << 20;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z_'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Seconds since the epoch: the years 1900 to 9999. */
    private static final double EARLIEST = -2_208_988_800.0;

    private static final double END = 253_402_300_800.0;

    private DerivedReportId() {}

    /** @throws BadBlobException {@link BadReason#OVERFLOW} if a field is larger than any that means something */
    static String of(ObjectNode header) throws BadBlobException {
        StringBuilder id = new StringBuilder(TIME.format(startTime(header.path("start_time"))));
        byte[] digest = digest(header);
        for (int i = 0; i < LENGTH; i++) {
            id.append(LETTERS.charAt(Byte.toUnsignedInt(digest[i]) % LETTERS.length()));
        }
        return id.toString();
    }

    /** What is no time of our calendar counts as missing, and a missing time is the epoch. */
    private static Instant startTime(JsonNode time) {
        double seconds = time.asDouble();
        boolean isTime = (time.isNumber() || time.isBoolean()) && seconds >= EARLIEST && seconds < END;
        return Instant.ofEpochSecond(isTime ? wholeSeconds(seconds) : 0);
    }

    /** Rounded down, except for less than half a microsecond before the next second. */
    private static long wholeSeconds(double time) {
        double floor = Math.floor(time);
        return (long) floor + (Math.round((time - floor) * 1e6) == 1_000_000 ? 1 : 0);
    }

    private static byte[] digest(ObjectNode header) throws BadBlobException {
        MessageDigest sha512;
        try {
            sha512 = MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        for (Field field : FIELDS) {
            sha512.update(field.bytes(header));
        }
        return sha512.digest();
    }

    private record Field(String name, String absent) {
        byte[] bytes(ObjectNode header) throws BadBlobException {
            JsonNode value = header.path(name);
            if (value.isContainerNode() && YamlCopies.size(value) > LARGEST_FIELD) {
                throw new BadBlobException(BadReason.OVERFLOW, "a large " + name + " to derive the report id from");
            }
            if (value instanceof BinaryNode binary) {
                return binary.binaryValue();
            }
            String text = value.isMissingNode() || value.isNull() ? absent : PythonText.of(value);
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
