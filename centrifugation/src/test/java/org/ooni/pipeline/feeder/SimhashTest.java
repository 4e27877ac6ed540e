package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Similarity hashes: known values, and equality with the plain version with regular expressions. */
class SimhashTest {
    private static final String PAGE = """
            <!DOCTYPE html><html><head><title>A  page</title><!-- a <b>comment --> and -- > more
            <script type="text/javascript">var a = 1 < 2 && 3 > 2; document.write("</b>");</script >
            <STYLE>p { color: red }</Style><style/>x</head><body class='a'><p>one &amp; two&nbsp;three&#160;four &#xA0 five
            &notanentity; &x; &xdeadbeefdead; &#x; &;</p><br/>it's a test_of words, isn't it? < b > a &lt b c
            <scripture>d</ script><a href="x">\u0434\u0432\u0430 \u00e9t\u00e9</a></body></html>
            """;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "a b c d, -3453444385278530048, -3453444385278530048",
        "a b c d e, -4611613446576781824, -4611613446576781824",
        "a b c d a b c d, -3165213446490298748, -3165213446490298748",
        "one two three four five six seven, 72217302818357251, 72217302818357251",
        "a.b.c.d, 8590107852056388396, -3453444385278530048",
        "<p>one</p><p>two</p> three four, -7733463101963284478, 5840020007734373409",
        "\"it's one two three\", 76490929075241184, 4757213027753349573",
        "a &amp;b c d, 2545438691582346, -3453444385278530048",
        "a &lt b c d e, -2009244795539209421, -4611613446576781824",
        "<script>a</script >b c d e, -4105031042392373661, -1798807340948891789",
        "a b c d\u007fe f, 6075391712619008546, 6075391712619008546",
        "\u043e\u0434\u0438\u043d \u0434\u0432\u0430 \u0442\u0440\u0438 \u0447\u0435\u0442\u044b\u0440\u0435 \u043f\u044f\u0442\u044c, 73808018369708177, 73808018369708177",
        "a b c, 0, 0",
        "'', 0, 0"
    })
    void knownValues(String text, long layout, long words) {
        String given = text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
        assertThat(Simhash.of(bytes(given))).isEqualTo(new Simhash(layout, words));
    }

    @Test
    void theHashIsMurmur3() {
        Random random = new Random(1);
        for (int length = 0; length < 100; length++) {
            byte[] buffer = new byte[length + 3 + Murmur3.PADDING];
            random.nextBytes(buffer);
            byte[] expected =
                    Hashing.murmur3_128(0).hashBytes(buffer, 3, length).asBytes();
            assertThat(Murmur3.first64(buffer, 3, length))
                    .isEqualTo(Long.reverseBytes(ByteBuffer.wrap(expected).getLong()));
        }
    }

    @Test
    void aTieIsNoMajority() {
        BitVotes votes = new BitVotes();
        votes.add(0b011);
        votes.add(0b001);
        votes.add(0b110);
        votes.add(0b100);
        assertThat(votes.majority()).isZero();
    }

    @Test
    void brokenPagesHashAsWithRegularExpressions() {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            byte[] page = broken(random);
            assertThat(Simhash.of(page))
                    .as("seed %d, page %s", seed, new String(page, StandardCharsets.ISO_8859_1))
                    .isEqualTo(RegexSimhash.of(page));
        }
    }

    /** Pieces of the page, bytes changed: tags that never end, ends that never began. */
    private static byte[] broken(Random random) {
        byte[] page = bytes(PAGE);
        byte[] broken = new byte[0];
        while (broken.length < 300 && random.nextInt(8) > 0) {
            int from = random.nextInt(page.length);
            int to = Math.min(page.length, from + random.nextInt(120));
            broken = Arrays.copyOf(broken, broken.length + to - from);
            System.arraycopy(page, from, broken, broken.length - (to - from), to - from);
        }
        String marks = "<>/!-&#;xX \n\tsScCrRiIpPtTyYlLeE_a9\u00e9\0";
        for (int i = random.nextInt(20); i > 0 && broken.length > 0; i--) {
            broken[random.nextInt(broken.length)] = (byte) marks.charAt(random.nextInt(marks.length()));
        }
        return broken;
    }

    @Test
    void alphabetsOfMarkupHashAsWithRegularExpressions() {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        String[] pieces = {
            "<",
            ">",
            "</",
            "script",
            "style",
            " ",
            "<!--",
            "-->",
            "&",
            "#",
            "x",
            "a1",
            ";",
            "w w w w ",
            "ghijklmno",
            "-",
            "f0"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(25); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String page = text + " a b c d e";
            assertThat(Simhash.of(bytes(page)))
                    .as("seed %d, page %s", seed, page)
                    .isEqualTo(RegexSimhash.of(bytes(page)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script",
                "<script>",
                "<script></script ",
                "<style  ",
                "<!--",
                "<",
                "< ",
                "</",
                "&",
                "&#x",
                "&aaaa",
                "<title>",
                "</script",
                "-->",
                "--",
                "a ",
                "<script>x</script>"
            })
    @DisplayName("#49: beginnings without an end are looked for once")
    void hostilePagesTakeTimeInProportion(String piece) {
        byte[] page = bytes(piece.repeat(100_000));
        assertTimeout(Duration.ofSeconds(300), () -> {
            Simhash.of(page);
            new ResponseBody(page, new SimhashCache()).title();
        });
    }
}
