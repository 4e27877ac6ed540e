package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubstringSearchTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static BitSet find(List<String> texts, int rows, String body) {
        return new SubstringSearch(
                        texts.stream().map(SubstringSearchTest::bytes).toList(), rows)
                .find(bytes(body));
    }

    @Test
    void itFindsWhatIndexOfFindsWithFewRowsOrMany() {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            List<String> texts = List.copyOf(IntStream.range(0, random.nextInt(12))
                    .mapToObj(i -> word(random, random.nextInt(6)))
                    .collect(Collectors.toCollection(TreeSet::new)));
            String body = word(random, random.nextInt(40));
            BitSet expected = new BitSet();
            for (int i = 0; i < texts.size(); i++) {
                expected.set(i, body.contains(texts.get(i)));
            }
            for (int rows : new int[] {1, 4, SubstringSearch.MAX_ROWS}) {
                assertThat(find(texts, rows, body))
                        .as("seed %d: %s in %s, %d rows", seed, texts, body, rows)
                        .isEqualTo(expected);
            }
        }
    }

    private static String word(Random random, int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> List.of("a", "b", "\u00e9").get(random.nextInt(3)))
                .collect(Collectors.joining());
    }

    @Test
    void theEmptyTextIsEverywhere() {
        assertThat(find(List.of("", "x"), 1, "").stream().toArray()).containsExactly(0);
    }

    @Test
    void thousandsOfTextsThatEndAlikeAreFoundInOnePass() {
        List<String> nested =
                IntStream.rangeClosed(1, 3000).mapToObj("a"::repeat).toList();
        String body = "a".repeat(2_000_000);
        assertTimeout(
                Duration.ofSeconds(300),
                () -> assertThat(find(nested, 100, body).cardinality()).isEqualTo(3000));
    }

    @Test
    void statesWithoutRowsFallBackInTimeInProportion() {
        Set<String> texts = IntStream.range(0, 2000)
                .mapToObj(i -> "ab".repeat(50) + Integer.toString(i, 36))
                .collect(Collectors.toCollection(TreeSet::new));
        String body = ("ab".repeat(50) + "!!!!").repeat(20_000);
        assertTimeout(
                Duration.ofSeconds(300),
                () -> assertThat(find(List.copyOf(texts), 10, body).cardinality())
                        .isZero());
    }
}
