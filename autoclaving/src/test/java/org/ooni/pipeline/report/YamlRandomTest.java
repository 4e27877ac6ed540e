package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
class YamlRandomTest {
    private static final long SEED = Long.getLong("seed", 20_261_120);
    private static final String[] PIECES = {
        "a",
        "1",
        "0x",
        "1:2",
        ".5",
        "- ",
        "? ",
        ": ",
        ":",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        " ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\"",
        "'",
        "|\n",
        ">-\n",
        "#",
        "&a ",
        "*a",
        "&b ",
        "*b",
        "<<: ",
        "=",
        "!!str ",
        "!foo ",
        "! ",
        "!!set ",
        "!!omap ",
        "!!int ",
        "!!float ",
        "!!binary ",
        "!!timestamp ",
        "!!python/tuple ",
        "!!python/complex ",
        "!!bool ",
        "\t",
        "\\n",
        "\\x4",
        "\\ud800",
        "\\U0001F600",
        "\\UFFFFFFFF",
        "\\/",
        "\\",
        "---\n",
        "...",
        "%YAML 1.1\n",
        "%",
        "@",
        "\u0085",
        "\u2028",
        "\uFEFF",
        "\u00E9",
        "\uD83D\uDE00",
        "2016-01-01",
        " 10:00:00",
        "~",
        "\r\n",
        "\r",
        "!<",
        ">",
        "\u0000"
    };

    @Test
    void randomBytesLoadOrAreRefused() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            loadOrRefuse(bytes);
        }
    }

    @Test
    void randomPiecesOfYamlLoadOrAreRefused() {
        Random random = new Random(SEED);
        for (int i = 0; i < 40_000; i++) {
            StringBuilder body = new StringBuilder("---\n");
            for (int n = random.nextInt(20); n >= 0; n--) {
                body.append(PIECES[random.nextInt(PIECES.length)]);
            }
            loadOrRefuse(body.append("\n...").toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void mutatedDocumentsLoadOrAreRefused() {
        Random random = new Random(SEED);
        byte[] document = Yaml.frame("""
                report: &r {!!binary gA==: [1, 2.5, yes, "x\\u00e9\\
                  y"], <<: {a: 2016-01-01 10:00:00.5 +1}}
                ? !!python/tuple [1, 'it''s']
                : !!set {x, ~: null}
                again: [*r, *r] # twice
                log: |+
                  line

                """);
        for (int i = 0; i < 20_000; i++) {
            byte[] mutant = document.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                mutant[random.nextInt(mutant.length)] =
                        (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : 32 + random.nextInt(95));
            }
            loadOrRefuse(mutant);
        }
    }

    private static void loadOrRefuse(byte[] blob) {
        try {
            assertThat(YamlDocument.load(blob, new YamlCopies(0))).isNotNull();
        } catch (BadBlobException refused) {
            assertThat(refused.reason()).isNotNull();
        } catch (RuntimeException | StackOverflowError e) {
            fail("seed=" + SEED + " blob " + HexFormat.of().formatHex(blob), e);
        }
    }

    /** JSON of moderate size is YAML: what is written as the one reads back as the other. */
    @Test
    void jsonReadsBackAsItself() throws BadBlobException {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            JsonNode value = random(random, 4);
            assertThat(Yaml.load(value.toString())).as("seed=%d", SEED).isEqualTo(value);
        }
    }

    private static JsonNode random(Random random, int depth) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0:
                return YamlNumber.json(random.nextLong() >> random.nextInt(64));
            case 1:
                return random.nextBoolean() ? json.booleanNode(random.nextBoolean()) : json.nullNode();
            case 2:
                return json.numberNode((double) random.nextInt(1000) / 8);
            case 3:
                return json.textNode(text(random));
            case 4:
                ArrayNode array = json.arrayNode();
                for (int n = random.nextInt(5); n > 0; n--) {
                    array.add(random(random, depth - 1));
                }
                return array;
            default:
                ObjectNode object = json.objectNode();
                for (int n = random.nextInt(5); n > 0; n--) {
                    object.set(text(random), random(random, depth - 1));
                }
                return object;
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, 0x250)
                .map(c -> c < 0x7F || c > 0x9F ? c : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
