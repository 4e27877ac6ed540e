package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes written as base64 by a lenient hand (normalisation rules §2.5, D9). */
final class YamlBinary {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int NOTHING = -1;
    private static final int PADDING = 64;
    private static final int[] SEXTETS = sextets();

    private YamlBinary() {}

    /** Text when the bytes are UTF-8, otherwise a {@link BinaryNode}. */
    static JsonNode json(String base64) throws BadBlobException {
        byte[] bytes = decode(base64);
        try {
            return TextNode.valueOf(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return BinaryNode.valueOf(bytes);
        }
    }

    /** Foreign characters count for nothing; the first padding in its place ends the data. */
    private static byte[] decode(String base64) throws BadBlobException {
        if (!YamlText.isAscii(base64)) {
            throw new BadBlobException(BadReason.YAML_CONSTRUCTOR, "base64 with other than ASCII characters");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(base64.length() / 4 * 3 + 3);
        int bits = 0;
        int pending = 0;
        for (int i = 0; i < base64.length(); i++) {
            int sextet = SEXTETS[base64.charAt(i)];
            if (sextet == PADDING) {
                if (pending == 2 || pending == 4 && isPaddingNext(base64, i + 1)) {
                    return bytes.toByteArray();
                }
            } else if (sextet != NOTHING) {
                bits = bits << 6 | sextet;
                pending += 6;
                if (pending >= 8) {
                    pending -= 8;
                    bytes.write(bits >> pending);
                }
            }
        }
        if (pending != 0) {
            throw new BadBlobException(BadReason.YAML_CONSTRUCTOR, "base64 that ends in the middle");
        }
        return bytes.toByteArray();
    }

    private static boolean isPaddingNext(String base64, int from) {
        int i = from;
        while (i < base64.length() && SEXTETS[base64.charAt(i)] == NOTHING) {
            i++;
        }
        return i < base64.length() && base64.charAt(i) == '=';
    }

    private static int[] sextets() {
        int[] sextets = new int[128];
        for (int c = 0; c < sextets.length; c++) {
            sextets[c] = ALPHABET.indexOf(c);
        }
        sextets['='] = PADDING;
        return sextets;
    }
}
