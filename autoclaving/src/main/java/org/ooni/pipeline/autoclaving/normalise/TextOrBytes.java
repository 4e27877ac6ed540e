package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The strings of old measurements: text, or bytes that are no UTF-8 and which most rules treat in the same way. As
 * characters, a byte is the character of its number.
 */
final class TextOrBytes {
    private TextOrBytes() {}

    static boolean is(JsonNode node) {
        return node != null && (node.isTextual() || node.isBinary());
    }

    static String characters(JsonNode string) {
        return string.isTextual() ? string.textValue() : new String(raw(string), StandardCharsets.ISO_8859_1);
    }

    /** A string made of some of the characters of {@code origin}; text if that is possible. */
    static JsonNode like(JsonNode origin, String characters) {
        return origin.isTextual() ? TextNode.valueOf(characters) : of(characters.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Text when the bytes are UTF-8, in which surrogates may stand alone, otherwise bytes. */
    static JsonNode of(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        try {
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (isSurrogate(bytes, i)) {
                    text.append(decode(bytes, from, i));
                    text.append((char) (0xD000 | (bytes[i + 1] & 0x3F) << 6 | bytes[i + 2] & 0x3F));
                    from = i + 3;
                }
            }
            return TextNode.valueOf(
                    text.append(decode(bytes, from, bytes.length)).toString());
        } catch (CharacterCodingException e) {
            return BinaryNode.valueOf(bytes);
        }
    }

    /** The bytes, or the text's UTF-8, in which a lone surrogate has three bytes like its neighbours. */
    static byte[] bytes(JsonNode string) {
        if (string.isBinary()) {
            return raw(string);
        }
        String text = string.textValue();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int from = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(0xE0 | c >> 12);
                bytes.write(0x80 | c >> 6 & 0x3F);
                bytes.write(0x80 | c & 0x3F);
                from = i + 1;
            }
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** Three bytes ED A0..BF xx, which strict UTF-8 does not have; ED never stands inside of another character. */
    private static boolean isSurrogate(byte[] bytes, int at) {
        return bytes[at] == (byte) 0xED
                && at + 2 < bytes.length
                && (bytes[at + 1] & 0xE0) == 0xA0
                && (bytes[at + 2] & 0xC0) == 0x80;
    }

    private static CharSequence decode(byte[] bytes, int from, int to) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
    }

    private static byte[] raw(JsonNode binary) {
        try {
            return binary.binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes at hand cannot fail to be read", e);
        }
    }
}
