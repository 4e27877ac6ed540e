package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatumTreeTest {
    private static final long SEED = Long.getLong("seed", 20_261_120);
    private static final ObjectMapper GENERAL = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String FILLER = "x".repeat(DatumTree.LONG);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " { \"a\" : [ 1 , -2.5e3 , true , false , null ] }\n",
                "{\"a\":1,\"b\":2,\"a\":3}",
                "{\"\":\"\",\"\\u0041\":\"\\ud83d\\ude00\",\"é\":\"\\/\"}",
                "[0,-0,9,2147483647,2147483648,-2147483648,-2147483649,999999999999999999,0.1,1E400,-1e-400]",
                "\"pair \\ud83d\\uDE00\""
            })
    void plainJsonMakesTheSameTree(String json) throws IOException {
        assertThat(read(json)).isEqualTo(GENERAL.readTree(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "[1,]",
                "[1 2]",
                "[1]]",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"tab\tin it\"",
                "\"half \\ud800 of one\"",
                "\"half \\ude00 of one\"",
                "\"half \\ud800\\u0041 of one\"",
                "\"half \\ud800",
                "01",
                "-",
                "1.",
                "1.e3",
                "1e",
                ".5",
                "+1",
                "NaN",
                "tru",
                "truth",
                "nul",
                "1 1",
                "1000000000000000000",
                "12345678901234567890"
            })
    void whatIsUnusualOrWrongIsDeclined(String json) {
        assertThat(read(json)).isNull();
    }

    @Test
    void deepNestingIsDeclined() {
        String deep = "[".repeat(DatumTree.MAX_DEPTH) + "]".repeat(DatumTree.MAX_DEPTH);

        assertThat(read(deep)).isNotNull();
        assertThat(read("[" + deep + "]")).isNull();
    }

    @Test
    void malformedUtf8IsDeclined() {
        for (String hex : new String[] {"80", "C080", "C3", "E08080", "EDA080", "F08080 80", "F4908080", "F5808080"}) {
            byte[] bytes = HexFormat.of().parseHex("22" + hex.replace(" ", "") + "22");
            assertThat(new DatumTree(bytes).read(0, bytes.length)).as(hex).isNull();
        }
    }

    @Test
    void aLongStringHasTheSameBytesAndCharactersAsAShortOne() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            String spelling = spelling(random, 1 + random.nextInt(40));
            JsonNode whole = read("\"" + spelling + "\"");
            JsonNode behindFiller = read("\"" + FILLER + spelling + "\"");

            assertThat(behindFiller).as(spelling).isInstanceOf(LongText.class);
            assertThat(behindFiller.textValue()).as(spelling).isEqualTo(FILLER + whole.textValue());
            assertThat(((LongText) behindFiller).utf8()).as(spelling).isEqualTo(Utf8.bytes(FILLER + whole.textValue()));
        }
    }

    /** By a general parser, with any blanks and any spelling; and the same broken somewhere, which may be declined. */
    @Test
    void randomJsonMakesTheSameTreeAsByAGeneralParser() throws IOException {
        Random random = new Random(SEED);
        int declined = 0;
        for (int round = 0; round < 5_000; round++) {
            String json = json(random, 4);
            assertThat(read(json)).as(json).isEqualTo(GENERAL.readTree(json));

            byte[] broken = json.getBytes(StandardCharsets.UTF_8);
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            JsonNode tree = new DatumTree(broken).read(0, broken.length);
            if (tree == null) {
                declined++;
            } else {
                assertThat(tree)
                        .as(() -> new String(broken, StandardCharsets.ISO_8859_1))
                        .isEqualTo(general(broken));
            }
        }
        assertThat(declined).isPositive();
    }

    @Test
    void nothingBesideTheValueIsRead() {
        byte[] text = "[1][2,\"b\"][3".getBytes(StandardCharsets.UTF_8);
        DatumTree trees = new DatumTree(text);

        assertThat(trees.read(3, 7).toString()).isEqualTo("[2,\"b\"]");
        assertThat(trees.read(3, 6)).isNull();
        assertThat(trees.read(10, 2)).isNull();
    }

    /** Of bytes, or else of characters, where half a surrogate pair may stand in a name. */
    private static JsonNode general(byte[] json) throws IOException {
        try {
            return GENERAL.readTree(json);
        } catch (JsonProcessingException e) {
            return GENERAL.readTree(new String(json, StandardCharsets.UTF_8));
        }
    }

    private static JsonNode read(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return new DatumTree(text).read(0, text.length);
    }

    private static String json(Random random, int depth) {
        return blanks(random)
                + switch (random.nextInt(depth == 0 ? 5 : 8)) {
                    case 0 -> String.valueOf(random.nextInt(200) - 100);
                    case 1 -> String.valueOf(random.nextLong() / 100);
                    case 2 -> String.valueOf(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
                    case 3 -> random.nextBoolean() ? "true" : "null";
                    case 4 ->
                        "\"" + (random.nextInt(4) == 0 ? FILLER : "") + spelling(random, random.nextInt(12)) + "\"";
                    case 5 -> "[" + String.join(",", list(random, depth)) + blanks(random) + "]";
                    default -> "{" + String.join(",", members(random, depth)) + blanks(random) + "}";
                }
                + blanks(random);
    }

    private static String[] list(Random random, int depth) {
        String[] elements = new String[random.nextInt(4)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = json(random, depth - 1);
        }
        return elements;
    }

    private static String[] members(Random random, int depth) {
        String[] members = list(random, depth);
        for (int i = 0; i < members.length; i++) {
            members[i] = blanks(random) + "\"" + spelling(random, random.nextInt(3)) + "\"" + blanks(random) + ":"
                    + members[i];
        }
        return members;
    }

    private static String spelling(Random random, int pieces) {
        String[] all = {
            "a",
            "Z",
            " ",
            "/",
            "é",
            "ж",
            "汉",
            "😀",
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u0000",
            "\\u00e9",
            "\\u6c49",
            "\\ud83d\\ude00",
            "plain words of text",
            "\\b\\f\\r\\t",
            "\u007f"
        };
        StringBuilder spelling = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            spelling.append(all[random.nextInt(all.length)]);
        }
        return spelling.toString();
    }

    private static String blanks(Random random) {
        return random.nextInt(3) == 0 ? " \n\t\r".substring(random.nextInt(4)) : "";
    }
}
