package org.ooni.pipeline.cli.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.cli.rerun.Estimator.Input;
import org.ooni.pipeline.cli.state.StageName;

class EstimatorTest {
    private static final long SEED = Long.getLong("seed", 20_261_120);

    /** A stage of a bucket, and what it takes. */
    private record Piece(Input input, double seconds) {}

    @Test
    void afterAFifthOfTheWorkTheWholeIsToldWithin30Percent() {
        for (int i = 0; i < 500; i++) {
            Random random = new Random(SEED + i);
            List<Piece> pieces = range(random, 30 + random.nextInt(300));
            double whole = seconds(pieces);
            Estimator estimator = new Estimator();
            double spent = 0;
            int next = 0;
            while (spent < whole / 5 || next % 2 != 0) {
                Piece piece = pieces.get(next++);
                spent += piece.seconds();
                estimator.done(piece.input(), duration(piece.seconds()));
            }
            Duration rest = estimator
                    .timeOf(pieces.subList(next, pieces.size()).stream()
                            .map(Piece::input)
                            .toList())
                    .orElseThrow();
            assertThat(spent + rest.toMillis() / 1000.0)
                    .as("seed %d of %d buckets", SEED + i, pieces.size() / 2)
                    .isBetween(0.7 * whole, 1.3 * whole);
        }
    }

    /**
     * Two pieces a bucket: sizes differ by a factor of ten and more, rates by a third, the files of the archive are a
     * fifth to a half of the reports, days grow over the years, and a process that has just begun is slow.
     */
    private static List<Piece> range(Random random, int buckets) {
        double[] rates = {5e6 + random.nextDouble() * 60e6, 1e6 + random.nextDouble() * 30e6};
        double growth = 1 + random.nextDouble() * 4;
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < buckets; i++) {
            double reports = 100e6 * Math.exp(random.nextGaussian() * 0.8) * Math.pow(growth, (double) i / buckets);
            double files = reports * (0.2 + random.nextDouble() * 0.3);
            pieces.add(piece(random, StageName.AUTOCLAVING, reports, rates[0], i == 0));
            pieces.add(piece(random, StageName.CENTRIFUGATION, files, rates[1], i == 0));
        }
        return pieces;
    }

    private static Piece piece(Random random, StageName stage, double bytes, double rate, boolean first) {
        double seconds =
                (0.2 + bytes / rate) * (0.7 + random.nextDouble() * 0.6) + (first ? 2 + 3 * random.nextDouble() : 0);
        return new Piece(new Input(stage, (long) bytes), seconds);
    }

    private static double seconds(List<Piece> pieces) {
        return pieces.stream().mapToDouble(Piece::seconds).sum();
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    @Test
    void eachStageHasARateOfItsOwn() {
        Estimator estimator = new Estimator();
        estimator.done(new Input(StageName.AUTOCLAVING, 9_000_000), Duration.ofSeconds(1));
        estimator.done(new Input(StageName.CENTRIFUGATION, 9_000_000), Duration.ofSeconds(100));
        Map<StageName, Long> expected =
                new EnumMap<>(Map.of(StageName.AUTOCLAVING, 2L, StageName.CENTRIFUGATION, 200L));
        expected.forEach((stage, seconds) -> assertThat(estimator.timeOf(List.of(new Input(stage, 19_000_000))))
                .contains(Duration.ofSeconds(seconds)));
    }

    @Test
    void nothingIsToldOfAStageThatNobodyHasSeen() {
        Estimator estimator = new Estimator();
        estimator.done(new Input(StageName.AUTOCLAVING, 1), Duration.ofSeconds(1));
        assertThat(estimator.timeOf(List.of(new Input(StageName.CENTRIFUGATION, 1))))
                .isEmpty();
        assertThat(estimator.timeOf(List.of())).contains(Duration.ZERO);
    }

    @Test
    void theFirstOneCountsUntilOthersHaveDoneMore() {
        Estimator estimator = new Estimator();
        Input ten = new Input(StageName.AUTOCLAVING, 9_000_000);
        estimator.done(ten, Duration.ofSeconds(30));
        assertThat(estimator.timeOf(List.of(ten))).contains(Duration.ofSeconds(30));
        estimator.done(ten, Duration.ofSeconds(10));
        assertThat(estimator.timeOf(List.of(ten))).contains(Duration.ofSeconds(10));
    }
}
