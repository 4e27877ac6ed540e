package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.raw.RawReport;

/** The laws of slicing on random buckets. */
class PackPlanPropertyTest {
    private static final int BUCKETS = 500;
    private static final String[] TESTS = {"ndt", "dash", "web_connectivity", "a.1"};

    @Test
    void everyReportIsInOneCanInOrderAndWithinSize() {
        for (int seed = 0; seed < BUCKETS; seed++) {
            List<RawReport> reports = bucket(new Random(seed));
            List<CanPlan> plan = PackPlan.of(reports, Map.of(), PackPlan.CAN_SIZE);

            assertThat(plan.stream().flatMap(can -> can.reports().stream()))
                    .as("seed %d: each report once", seed)
                    .containsExactlyInAnyOrderElementsOf(reports);
            assertThat(plan)
                    .extracting(CanPlan::file)
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates()
                    .isSorted();
            for (CanPlan can : plan) {
                long size = can.reports().stream().mapToLong(RawReport::size).sum();
                assertThat(can.reports()).as("seed %d: %s", seed, can.file()).isSortedAccordingTo(byName());
                assertThat(can.tar())
                        .as("seed %d: %s", seed, can.file())
                        .isEqualTo(can.reports().size() > 1);
                assertThat(can.tar() && size >= PackPlan.CAN_SIZE)
                        .as("seed %d: %s", seed, can.file())
                        .isFalse();
            }
        }
    }

    @Test
    void theSlicesAreThoseOfTheRuleStatedPlainly() {
        for (int seed = 0; seed < BUCKETS; seed++) {
            Random random = new Random(seed);
            List<RawReport> reports = bucket(random);
            Map<String, Integer> highest = new HashMap<>();
            for (String test : TESTS) {
                if (random.nextBoolean()) {
                    highest.put(test, random.nextInt(12));
                }
            }
            assertThat(PackPlan.of(reports, highest, PackPlan.CAN_SIZE))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(plainly(reports, highest));
        }
    }

    /** A group at a time, a report at a time, looking back over what was sliced so far. */
    private static List<CanPlan> plainly(List<RawReport> reports, Map<String, Integer> highest) {
        List<CanPlan> cans = new ArrayList<>();
        Map<String, List<List<RawReport>>> slices = new TreeMap<>();
        for (RawReport report : reports) {
            if (report.size() >= PackPlan.CAN_SIZE) {
                cans.add(CanPlan.asIs(report));
                continue;
            }
            List<List<RawReport>> ofTest = slices.computeIfAbsent(report.name().testName(), t -> new ArrayList<>());
            boolean fits = !ofTest.isEmpty()
                    && ofTest.get(ofTest.size() - 1).stream()
                                            .mapToLong(RawReport::size)
                                            .sum()
                                    + report.size()
                            < PackPlan.CAN_SIZE;
            if (!fits) {
                ofTest.add(new ArrayList<>());
            }
            ofTest.get(ofTest.size() - 1).add(report);
        }
        slices.forEach((test, ofTest) -> {
            ofTest.stream().filter(slice -> slice.size() == 1).forEach(slice -> cans.add(CanPlan.asIs(slice.get(0))));
            ofTest.removeIf(slice -> slice.size() == 1);
            int last = highest.getOrDefault(test, -1) + ofTest.size();
            int number = last - ofTest.size();
            for (List<RawReport> slice : ofTest) {
                String digits = String.format("%0" + Integer.toString(last).length() + "d", ++number);
                cans.add(CanPlan.tar(test + "." + digits + ".tar.lz4", slice));
            }
        });
        return cans;
    }

    private static List<RawReport> bucket(Random random) {
        List<RawReport> reports = new ArrayList<>();
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            String test = TESTS[random.nextInt(TESTS.length)];
            reports.add(new RawReport(TestBucket.name(test, i), size(random)));
        }
        reports.sort(byName());
        return reports;
    }

    /** Small, about half a can, just below and above a whole one. */
    private static long size(Random random) {
        long half = PackPlan.CAN_SIZE / 2;
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1 << 20);
            case 2 -> half - 1 + random.nextInt(3);
            case 3 -> 2 * half - 2 + random.nextInt(4);
            default -> random.nextInt((int) half);
        };
    }

    private static Comparator<RawReport> byName() {
        return Comparator.comparing(report -> report.name().file());
    }
}
