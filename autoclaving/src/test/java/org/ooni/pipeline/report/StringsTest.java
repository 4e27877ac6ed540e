package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringsTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void bytesComeBackAsTheyWere() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            if (random.nextBoolean() && bytes.length > 3) {
                System.arraycopy(new byte[] {(byte) 0xe2, (byte) 0x82, (byte) 0xac}, 0, bytes, bytes.length - 3, 3);
            }
            assertThat(ByteText.encode(ByteText.decode(bytes)))
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void stringsAndByteStringsHaveText() {
        assertThat(Strings.text(TextNode.valueOf("é"))).isEqualTo("é");
        assertThat(Strings.text(BinaryNode.valueOf(new byte[] {(byte) 0xc3, (byte) 0xa9, 'x'})))
                .isEqualTo("éx");
        assertThat(Strings.text(NODES.objectNode().put("data", "w6l4").put("format", "base64")))
                .isEqualTo("éx");
    }

    @Test
    void otherValuesHaveNone() {
        assertThat(Strings.text(NODES.numberNode(1))).isNull();
        assertThat(Strings.text(NODES.objectNode().put("data", "w6l4").put("format", "hex")))
                .isNull();
        assertThat(Strings.text(NODES.objectNode().put("data", "?").put("format", "base64")))
                .isNull();
        assertThat(Strings.text(NODES.objectNode()
                        .put("data", "w6l4")
                        .put("format", "base64")
                        .put("x", 1)))
                .isNull();
    }

    @Test
    void whatIsNoBase64IsChangedAsText() throws BadBlobException {
        JsonNode value = NODES.objectNode().put("data", "?x").put("format", "base64");
        assertThat(Strings.change(value, text -> text.replace("x", "y")))
                .isEqualTo(NODES.objectNode().put("data", "?y").put("format", "base64"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tooDeepAValueIsABadBlob(boolean objects) {
        JsonNode value = TextNode.valueOf("x");
        for (int i = 0; i < 200_000; i++) {
            value = objects
                    ? NODES.objectNode().set("k", value)
                    : NODES.arrayNode().add(value);
        }
        JsonNode deep = value;
        assertThat(catchThrowableOfType(BadBlobException.class, () -> Strings.change(deep, text -> text))
                        .reason())
                .isEqualTo(BadReason.OVERFLOW);
    }
}
