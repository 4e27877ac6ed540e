package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void treesAreWrittenCompactlyInTheirOrder() throws BadBlobException {
        JsonNode tree = NODES.objectNode()
                .put("b", 1)
                .put("a", true)
                .putNull("n")
                .set("l", NODES.arrayNode().add("x").add(NODES.objectNode()).add(NODES.arrayNode()));
        assertThat(written(tree)).isEqualTo("{\"b\":1,\"a\":true,\"n\":null,\"l\":[\"x\",{},[]]}");
    }

    @Test
    @DisplayName("D9: byte strings are written in base64")
    void byteStringsAreWrittenInBase64() throws BadBlobException {
        assertThat(written(NODES.binaryNode(new byte[] {(byte) 0xff, 0, (byte) 0xfe, 0})))
                .isEqualTo("{\"data\":\"/wD+AA==\",\"format\":\"base64\"}");
    }

    @Test
    @DisplayName("D10: integers beyond 64 bits are exact")
    void integersAreExact() throws BadBlobException {
        assertThat(written(NODES.numberNode(new BigInteger("18446744073709551616"))))
                .isEqualTo("18446744073709551616");
        assertThat(written(NODES.numberNode(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
        assertThat(written(NODES.numberNode((short) -3))).isEqualTo("-3");
    }

    @Test
    @DisplayName("D12: doubles read back, and stay floats")
    void doublesStayFloats() throws BadBlobException {
        assertThat(written(NODES.numberNode(1.0))).isEqualTo("1.0");
        assertThat(written(NODES.numberNode(1e-11))).isEqualTo("1e-11");
    }

    @Test
    @DisplayName("D13: infinities and NaN are null")
    void whatIsNotFiniteIsNull() throws BadBlobException {
        ArrayNode numbers =
                NODES.arrayNode().add(Double.NaN).add(Double.POSITIVE_INFINITY).add(Double.NEGATIVE_INFINITY);
        assertThat(written(numbers)).isEqualTo("[null,null,null]");
    }

    @Test
    void longTextsKeepTheirPairsTogether() throws BadBlobException {
        for (int before = 1020; before < 1028; before++) {
            String text = "x".repeat(before) + "\ud83d\ude00".repeat(1500) + "\ud83d";
            TextBuffer out = new TextBuffer();
            JsonWriter.write(text, out);
            assertThat(new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8))
                    .isEqualTo("\"" + "x".repeat(before) + "\ud83d\ude00".repeat(1500) + "\\ud83d\"");
        }
    }

    @Test
    void a1025thLevelIsTooMuch() throws BadBlobException {
        assertThat(written(nested(1024))).isEqualTo("[".repeat(1024) + "]".repeat(1024));
        BadBlobException e = catchThrowableOfType(BadBlobException.class, () -> written(nested(1025)));
        assertThat(e.reason()).isEqualTo(BadReason.OVERFLOW);
    }

    @Test
    void nodesThatNoMeasurementHasAreAnErrorOfTheProgram() {
        for (JsonNode node : new JsonNode[] {MissingNode.getInstance(), NODES.pojoNode("x"), NODES.numberNode(1.5f)}) {
            assertThatThrownBy(() -> written(node)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static ArrayNode nested(int levels) {
        ArrayNode node = NODES.arrayNode();
        for (int i = 1; i < levels; i++) {
            node = NODES.arrayNode().add(node);
        }
        return node;
    }

    private static String written(JsonNode tree) throws BadBlobException {
        TextBuffer out = new TextBuffer();
        JsonWriter.write(tree, out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
