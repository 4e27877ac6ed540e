package org.ooni.pipeline.metadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.Sha1;

class RepeatPlanTest {
    private static final int SEEDS = 300;

    private final List<RepeatedReport> rows = new ArrayList<>();
    private int lastGroup;

    private static ReportContent content(int n) {
        byte[] sha1 = new byte[20];
        sha1[0] = (byte) n;
        return new ReportContent(Sha1.of(sha1), "%0128x".formatted(n));
    }

    private static Map<ReportContent, SortedSet<String>> found(ReportContent content, String... names) {
        return Map.of(content, new TreeSet<>(List.of(names)));
    }

    /** As the table would have it. */
    private RepeatPlan record(Map<ReportContent, SortedSet<String>> found) throws BadInputException {
        RepeatPlan plan = RepeatPlan.of(found, rows);
        rows.addAll(plan.joining());
        for (RepeatedGroup group : plan.groups()) {
            lastGroup++;
            group.textnames()
                    .forEach(name -> rows.add(new RepeatedReport(lastGroup, group.uses(name), name, group.content())));
        }
        return plan;
    }

    private Set<String> used() {
        Set<String> used = new HashSet<>();
        rows.stream().filter(RepeatedReport::used).forEach(row -> used.add(row.textname()));
        return used;
    }

    @Test
    void theFirstByNameOfANewGroupIsUsed() throws Exception {
        RepeatPlan plan = record(found(content(1), "b/x", "a/y", "a/z"));
        assertThat(used()).containsExactly("a/y");
        assertThat(plan.unused()).containsExactly("a/z", "b/x");
    }

    @Test
    void whoComesLaterJoinsItsGroupAndIsNotUsedEvenIfItsNameIsFirst() throws Exception {
        record(found(content(1), "b/x", "c/x"));
        RepeatPlan plan = record(found(content(1), "a/x", "b/x", "c/x"));
        assertThat(plan.joining()).containsExactly(new RepeatedReport(1, false, "a/x", content(1)));
        assertThat(plan.groups()).isEmpty();
        assertThat(used()).containsExactly("b/x");
    }

    @Test
    void whatIsTheSameAsOneOfAGroupEnteredByHandJoinsIt() throws Exception {
        rows.add(new RepeatedReport(-1, true, "a/x", content(1)));
        rows.add(new RepeatedReport(-1, false, "b/x", content(2)));
        assertThat(record(found(content(2), "a/a", "b/x")).joining())
                .containsExactly(new RepeatedReport(-1, false, "a/a", content(2)));
        assertThat(record(found(content(1), "c/x")).unused()).containsExactly("c/x");
    }

    @Test
    void oneAloneIsNoDuplicate() throws Exception {
        assertThat(record(found(content(1), "a/x")).isEmpty()).isTrue();
    }

    @Test
    void reportsThatWereRecordedWithOtherDigestsAreRefused() throws Exception {
        record(found(content(1), "a/x", "b/x"));
        ReportContent collision =
                new ReportContent(content(1).sha1(), content(2).sha512());
        assertThatThrownBy(() -> record(found(collision, "b/x", "c/x")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("b/x")
                .hasMessageNotContaining("c/x");
        assertThat(rows).hasSize(2);
    }

    /** Whole groups, in any order, many at a time or one by one, again and again. */
    @Test
    void theOrderOfDiscoveryDoesNotChangeWhatIsUsed() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            rows.clear();
            Random random = new Random(seed);
            Map<ReportContent, SortedSet<String>> groups = groups(random);
            List<ReportContent> order = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                order.addAll(groups.keySet());
            }
            Collections.shuffle(order, random);
            while (!order.isEmpty()) {
                Map<ReportContent, SortedSet<String>> some = new HashMap<>();
                List<ReportContent> taken = order.subList(0, Math.min(order.size(), 1 + random.nextInt(4)));
                taken.forEach(content -> some.put(content, groups.get(content)));
                taken.clear();
                record(some);
                assertThat(record(some).isEmpty()).as("seed %d, twice", seed).isTrue();
            }
            assertThat(used())
                    .as("seed %d", seed)
                    .isEqualTo(new HashSet<>(
                            groups.values().stream().map(SortedSet::first).toList()));
            assertOneIsUsedOfEach(seed);
            assertThat(rows)
                    .hasSize(groups.values().stream().mapToInt(Set::size).sum());
        }
    }

    private static Map<ReportContent, SortedSet<String>> groups(Random random) {
        Map<ReportContent, SortedSet<String>> groups = new HashMap<>();
        int name = 0;
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            SortedSet<String> names = new TreeSet<>();
            int size = 2 + random.nextInt(4);
            for (int j = 0; j < size; j++) {
                names.add("2017-01-0" + (1 + random.nextInt(9)) + "/" + random.nextInt(1000) + "-" + name++);
            }
            groups.put(content(i), names);
        }
        return groups;
    }

    private void assertOneIsUsedOfEach(int seed) {
        Map<Integer, Integer> used = new TreeMap<>();
        rows.forEach(row -> used.merge(row.group(), row.used() ? 1 : 0, Integer::sum));
        assertThat(used.values()).as("seed %d", seed).containsOnly(1);
    }
}
