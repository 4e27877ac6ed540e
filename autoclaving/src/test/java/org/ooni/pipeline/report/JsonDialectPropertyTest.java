package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws of the copy, the tree and the writer, on random values in random spellings. */
class JsonDialectPropertyTest {
    private final long seed = Long.getLong("seed", 20_261_120);
    private final Random random = new Random(seed);
    private final DialectSpeller speller = new DialectSpeller(random);
    private final JsonText text = new JsonText();
    private final JsonLaws laws = new JsonLaws();

    @Test
    void anySpellingOfAValueGivesTheTextThatTheWriterGives() throws BadBlobException {
        for (int round = 0; round < 8_000; round++) {
            ObjectNode value = speller.object(4);
            byte[] blob = speller.spelled(value);
            String as = as(round, blob);
            text.copy(blob, 0, blob.length);
            assertThat(copied()).as(as).isEqualTo(written(value));
            assertThat(text.tree()).as(as).isEqualTo(value);
            assertThat(written(text.tree())).as(as).isEqualTo(copied());
        }
    }

    @Test
    void damagedBlobsAreRefusedOrBecomeStrictTextThatCopiesToItself() {
        int accepted = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] blob = damaged(speller.spelled(speller.object(3)));
            String as = as(round, blob);
            try {
                accepted += laws.hold(blob) ? 1 : 0;
            } catch (AssertionError | IOException e) {
                throw new AssertionError(as, e);
            }
        }
        assertThat(accepted).as("seed %d", seed).isGreaterThan(1000);
    }

    private byte[] damaged(byte[] blob) {
        byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(blob, random.nextInt(blob.length + 1)) : blob.clone();
        for (int i = random.nextInt(3); i > 0 && damaged.length > 0; i--) {
            byte other = random.nextBoolean() ? blob[random.nextInt(blob.length)] : (byte) random.nextInt(256);
            damaged[random.nextInt(damaged.length)] = other;
        }
        return damaged;
    }

    private String copied() {
        return new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
    }

    private static String written(JsonNode tree) throws BadBlobException {
        TextBuffer out = new TextBuffer();
        JsonWriter.write(tree, out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    private String as(int round, byte[] blob) {
        return "seed " + seed + ", round " + round + ": " + new String(blob, StandardCharsets.ISO_8859_1);
    }
}
