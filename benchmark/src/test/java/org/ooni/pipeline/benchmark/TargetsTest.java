package org.ooni.pipeline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final long MIB = 1 << 20;

    private final Results results = new Results();

    private void add(Case measured, Day day, double wall, double cpu, long rss) {
        results.add(measured, day, 300_000_000, new Usage(wall, cpu, rss));
    }

    private Target target(String beginning) {
        return Targets.of(results).stream()
                .filter(target -> target.what().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRatioIsOfMediansAndPassesUpToItsLimit() {
        for (double wall : List.of(2.0, 9.0, 3.0)) {
            add(Case.CANNING, Day.MIXED, wall, 6.0, 0);
        }
        for (double wall : List.of(5.0, 6.0, 4.0)) {
            add(Case.TAR_LZ4, Day.MIXED, wall, 4.0, 0);
        }

        Target wall = target("canning (mixed) ÷ tar | lz4, wall");
        assertThat(wall.ours()).isEqualTo(3.0);
        assertThat(wall.yardstick()).isEqualTo(5.0);
        assertThat(wall.ratio()).isCloseTo(0.6, within(1e-9));
        assertThat(wall.verdict()).isEqualTo("pass");
        Target cpu = target("canning (mixed) ÷ tar | lz4, CPU");
        assertThat(cpu.ratio()).isCloseTo(1.5, within(1e-9));
        assertThat(cpu.verdict()).isEqualTo("miss");
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMiddleOfTheTwo() {
        add(Case.CANNING, Day.MIXED, 4, 1, 0);
        add(Case.CANNING, Day.MIXED, 1, 1, 0);

        assertThat(results.of(Case.CANNING, Day.MIXED).orElseThrow().wall()).isEqualTo(2.5);
    }

    @Test
    void aLegacyDayIsJudgedByItsTextForEachSecondOfCpu() {
        add(Case.AUTOCLAVING, Day.YAML, 5, 10, 0);

        Target yaml = target("autoclaving (yaml)");
        assertThat(yaml.ours()).isEqualTo(30);
        assertThat(yaml.ratio()).isEqualTo(1.5);
        assertThat(yaml.verdict()).isEqualTo("pass");
        assertThat(yaml.condition()).isEqualTo("≥ 1.00");
    }

    @Test
    void memoryIsTheMostOfAllRepetitionsAgainstTheStagesLimit() {
        add(Case.CANNING, Day.MIXED, 1, 1, 100 * MIB);
        add(Case.CANNING, Day.MIXED, 1, 1, 600 * MIB);
        add(Case.FRESH, Day.MIXED, 1, 1, 600 * MIB);

        Target canning = target("canning (mixed) ÷ 512 MiB");
        assertThat(canning.ours()).isEqualTo(600);
        assertThat(canning.verdict()).isEqualTo("miss");
        assertThat(target("centrifugation, every body new (mixed) ÷ 1024 MiB").verdict())
                .isEqualTo("pass");
    }

    @Test
    void startsAreTakenOffWhereTheTargetSaysSo() {
        results.add(Case.START, Day.MIXED, 0, new Usage(0.5, 0.5, 0));
        add(Case.CANNING, Day.MIXED, 3, 1, 0);
        add(Case.AUTOCLAVING, Day.MIXED, 4, 1, 0);
        add(Case.FRESH, Day.MIXED, 5, 1, 0);
        add(Case.RUN, Day.MIXED, 8.8, 1, 0);
        add(Case.CACHED, Day.MIXED, 2, 1, 0);
        add(Case.DUCKDB_BODIES, Day.MIXED, 0.5, 0, 0);
        add(Case.REPROCESS, Day.MIXED, 0.6, 1, 0);

        assertThat(target("run").yardstick()).isEqualTo(11);
        assertThat(target("run").verdict()).isEqualTo("pass");
        assertThat(target("centrifugation, every simhash cached (mixed), less start")
                        .ratio())
                .isEqualTo(3);
        assertThat(target("centrifugation, a small test again (mixed) ÷ fresh, wall")
                        .ratio())
                .isCloseTo(0.12, within(1e-9));
    }

    @Test
    void whatLacksItsYardstickIsLeftOut() {
        add(Case.CANNING, Day.MIXED, 3, 1, 0);
        add(Case.FRESH, Day.MIXED, 5, 1, 0);

        assertThat(Targets.of(results)).isEmpty();
    }

    @Test
    void aTableForADocumentIsMarkdownWhoseBarsAreEscaped() {
        add(Case.CANNING, Day.MIXED, 3, 6, 0);
        add(Case.TAR_LZ4, Day.MIXED, 5, 4, 0);

        assertThat(Tables.targets(Targets.of(results)).markdown().lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("| ") && line.endsWith(" |"))
                .anyMatch(line -> line.startsWith("| canning (mixed) ÷ tar \\| lz4, wall | 3.00 s |")
                        && line.contains("|  0.60 |")
                        && line.endsWith("pass |"));
        assertThat(Tables.figures(results).plain())
                .contains("tar c | lz4 -5")
                .contains("100.0")
                .doesNotContain("\\|");
    }

    @Test
    void growthIsTimeForEachMegabyteBesideTheFirstScale() {
        Results larger = new Results();
        larger.add(Case.CANNING, Day.MIXED, 1_200_000_000, new Usage(24, 1, 220 * MIB));
        add(Case.CANNING, Day.MIXED, 3, 1, 200 * MIB);
        add(Case.TAR_LZ4, Day.MIXED, 3, 1, 0);
        Growth growth = new Growth();
        growth.add(1, "2", results);
        growth.add(4, "2", larger);

        assertThat(growth.grid().rows())
                .containsExactly(
                        List.of("canning (mixed)", "1.0", "2", "300", "3.00", "10.00", "1.00", "200", "1.00"),
                        List.of("canning (mixed)", "4.0", "2", "1200", "24.00", "20.00", "2.00", "220", "1.10"));
    }

    @Test
    void aYardstickThatIsNoneIsNotPassed() {
        assertThat(Target.atMost(0.85, "run", 1.15, -5.02, "s").verdict()).isEqualTo("miss");
        assertThat(Target.atMost(0.85, "run", 0, 5.02, "s").verdict()).isEqualTo("miss");
        assertThat(Target.atLeast(1, "yaml", 5, 0, "MB/s").verdict()).isEqualTo("miss");
        assertThat(Target.atMost(0.85, "run", 4, 5.02, "s").verdict()).isEqualTo("pass");
    }
}
