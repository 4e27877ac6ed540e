package org.ooni.pipeline.report;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Byte strings as text that can be searched, without loss: UTF-8 is decoded, and a byte that is none becomes the lone
 * surrogate U+DC00 + byte, which no UTF-8 gives.
 */
final class ByteText {
    private static final int STRAY = 0xDC00;
    private static final int FIRST_STRAY = STRAY + 0x80;
    private static final int LAST_STRAY = STRAY + 0xFF;

    private ByteText() {}

    static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (STRAY + (in.get() & 0xFF)));
            }
            decoder.reset();
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    /** The bytes that a text came from; a surrogate that came from none becomes a question mark. */
    static byte[] encode(String text) {
        ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(3, text.length()));
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            if (isStray(text, at)) {
                out.put(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
                out.put((byte) (text.charAt(at) - STRAY));
                from = at + 1;
            }
        }
        out.put(text.substring(from).getBytes(StandardCharsets.UTF_8));
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static boolean isStray(String text, int at) {
        char c = text.charAt(at);
        return c >= FIRST_STRAY && c <= LAST_STRAY && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
