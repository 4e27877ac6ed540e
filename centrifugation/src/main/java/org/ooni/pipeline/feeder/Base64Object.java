package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.string;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Bytes in the archive that are no text: {@code {"data": …, "format": "base64"}}, and nothing else in it. */
final class Base64Object {
    private static final byte[] DIGITS = digits();

    private Base64Object() {}

    /** The bytes that {@code value} stands for; {@code name} is for the message. */
    static byte[] decode(JsonNode value, String name) {
        boolean known = value.size() == 2 && need(value, "format").asText().equals("base64");
        if (!known) {
            throw new DatumException("an object that is no base64", name);
        }
        return decode(string(need(value, "data"), name), name);
    }

    /** As MIME has it: other characters do not count, and a padding where it is due ends it. */
    private static byte[] decode(String data, String name) {
        byte[] bytes = new byte[data.length() / 4 * 3 + 3];
        int size = 0;
        int bits = 0;
        int digits = 0;
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            if (c == '=' && isPadding(data, i, digits % 4)) {
                return Arrays.copyOf(bytes, size);
            }
            int digit = c < DIGITS.length ? DIGITS[c] : -1;
            if (digit >= 0) {
                bits = bits << 6 | digit;
                int place = digits++ % 4;
                if (place > 0) {
                    bytes[size++] = (byte) (bits >>> (6 - 2 * place));
                }
            }
        }
        if (digits % 4 != 0) {
            throw new DatumException("base64 without its padding", name);
        }
        return Arrays.copyOf(bytes, size);
    }

    /** One behind three digits, two behind two. */
    private static boolean isPadding(String data, int at, int digitsBefore) {
        if (digitsBefore != 2) {
            return digitsBefore == 3;
        }
        for (int i = at + 1; i < data.length(); i++) {
            char c = data.charAt(i);
            if (c == '=' || (c < DIGITS.length && DIGITS[c] >= 0)) {
                return c == '=';
            }
        }
        return false;
    }

    private static byte[] digits() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        byte[] digits = new byte[128];
        Arrays.fill(digits, (byte) -1);
        for (int i = 0; i < alphabet.length(); i++) {
            digits[alphabet.charAt(i)] = (byte) i;
        }
        return digits;
    }
}
