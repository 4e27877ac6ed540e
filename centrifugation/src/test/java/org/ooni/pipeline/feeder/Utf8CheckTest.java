package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against Java's own decoder, which is slower. */
class Utf8CheckTest {
    private static final long SEED = Long.getLong("seed", 20_261_129);

    private static boolean decodes(byte[] bytes, int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "7f, true",
        "80, false",
        "c2, false",
        "c180, false",
        "c280, true",
        "dfbf, true",
        "e08080, false",
        "e0a080, true",
        "ed9fbf, true",
        "eda080, false",
        "ee8080, true",
        "efbfbf, true",
        "f08fbfbf, false",
        "f0908080, true",
        "f48fbfbf, true",
        "f4908080, false",
        "f5808080, false",
        "ff, false",
        "e282, false",
        "f09f98, false",
        "c2c2, false",
        "61626364656667d0, false",
        "61626364656667d0b0, true"
    })
    void theBordersOfWhatIsWellFormed(String hex, boolean expected) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(decodes(bytes, 0, bytes.length)).isEqualTo(expected);
        for (int from = 0; from < 10; from++) {
            byte[] within = new byte[from + bytes.length + 10];
            System.arraycopy(bytes, 0, within, from, bytes.length);
            within[from + bytes.length] = (byte) 0x80;
            assertThat(Utf8Check.isWellFormed(within, from, from + bytes.length))
                    .isEqualTo(expected);
            assertThat(Utf8Check.isWellFormed(within, 0, from + bytes.length)).isEqualTo(expected);
        }
    }

    @Test
    void itAgreesWithTheDecoderOnTextsAndOnWhatIsLeftOfThem() {
        Random random = new Random(SEED);
        int wellFormed = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = text(random);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            boolean expected = decodes(bytes, from, to);
            wellFormed += expected ? 1 : 0;
            assertThat(Utf8Check.isWellFormed(bytes, from, to))
                    .as("-Dseed=%d, %d: %s", SEED, i, HexFormat.of().formatHex(bytes, from, to))
                    .isEqualTo(expected);
        }
        assertThat(wellFormed).isBetween(10_000, 40_000);
    }

    /** Runs of characters of one length. */
    private static byte[] text(Random random) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int runs = random.nextInt(5); runs > 0; runs--) {
            int bits = new int[] {7, 11, 16, 21}[random.nextInt(4)];
            for (int n = random.nextInt(12); n > 0; n--) {
                int c = random.nextInt(1 << bits);
                boolean isNone = c > Character.MAX_CODE_POINT || c >= 0xD800 && c < 0xE000;
                text.writeBytes(Character.toString(isNone ? 'x' : c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return text.toByteArray();
    }
}
