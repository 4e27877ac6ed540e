package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.centrifugation.IngestRefusedException.Reason;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.metadb.KnownFile;

class IngestPlanTest {
    private static final int CODE_VER = 5;
    private static final Sha1 ONE = BucketForge.sha1("one");
    private static final Sha1 TWO = BucketForge.sha1("two");

    @Test
    void aFileIsIngestedOnce() throws Exception {
        IngestPlan plan = IngestPlan.of(Map.of("a", ONE, "b", ONE), List.of(new KnownFile("a", ONE, 5)), CODE_VER);
        assertThat(plan.ingest()).containsExactly("b");
        assertThat(plan.done()).containsExactly("a");
        plan.requireIngestOnly();
    }

    @Test
    void aFileThatChangedIsReingestedAndRefusedForNow() throws Exception {
        IngestPlan plan = IngestPlan.of(Map.of("a", TWO, "b", ONE), List.of(new KnownFile("a", ONE, 5)), CODE_VER);
        assertThat(plan.reingest()).containsExactly("a");
        assertThatThrownBy(plan::requireIngestOnly).isInstanceOfSatisfying(IngestRefusedException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.CHANGED);
            assertThat(e.files()).containsExactly("a");
        });
    }

    @Test
    void rowsOfAnOlderVersionAreReprocessedAndRefusedForNow() throws Exception {
        IngestPlan plan = IngestPlan.of(
                Map.of("a", ONE, "b", ONE), List.of(new KnownFile("a", ONE, 0), new KnownFile("b", ONE, 4)), CODE_VER);
        assertThat(plan.reprocess()).containsExactly("a", "b");
        assertThatThrownBy(plan::requireIngestOnly)
                .isInstanceOf(IngestRefusedException.class)
                .hasMessageContaining("older program")
                .hasMessageEndingWith(": a, b");
    }

    @Test
    @DisplayName("#33: a file that vanished from the index is an error")
    void aFileThatVanished() {
        assertThatThrownBy(() -> IngestPlan.of(Map.of(), List.of(new KnownFile("a", ONE, 5)), CODE_VER))
                .isInstanceOfSatisfying(
                        IngestRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.VANISHED))
                .hasMessage("1 file in the database but not in the index any more: a");
    }

    @Test
    @DisplayName("#34: rows of a later version are an error, unless their file changed")
    void rowsFromTheFuture() throws Exception {
        assertThatThrownBy(() -> IngestPlan.of(Map.of("a", ONE), List.of(new KnownFile("a", ONE, 6)), CODE_VER))
                .isInstanceOfSatisfying(
                        IngestRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.FROM_THE_FUTURE));
        assertThat(IngestPlan.of(Map.of("a", TWO), List.of(new KnownFile("a", ONE, 6)), CODE_VER)
                        .reingest())
                .containsExactly("a");
    }

    @Test
    void onlySoManyFilesAreNamed() {
        List<KnownFile> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(new KnownFile("f" + i, ONE, 5));
        }
        assertThatThrownBy(() -> IngestPlan.of(Map.of(), many, CODE_VER))
                .hasMessageStartingWith("30 files in the database")
                .hasMessageEndingWith("and 10 more");
    }

    @Test
    void everyFileOfTheIndexIsInExactlyOneSet() throws Exception {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Map<String, Sha1> index = new HashMap<>();
            List<KnownFile> known = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                index.put("f" + i, random.nextBoolean() ? ONE : TWO);
                if (random.nextBoolean()) {
                    known.add(new KnownFile("f" + i, random.nextBoolean() ? ONE : TWO, random.nextInt(CODE_VER + 1)));
                }
            }
            IngestPlan plan = IngestPlan.of(index, known, CODE_VER);
            List<String> all = new ArrayList<>();
            List.of(plan.ingest(), plan.reingest(), plan.reprocess(), plan.done())
                    .forEach(all::addAll);
            assertThat(all).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(index.keySet());
            assertThat(plan.ingest()).as("seed %d", seed).isEqualTo(without(index.keySet(), known));
        }
    }

    private static Set<String> without(Set<String> names, List<KnownFile> known) {
        Set<String> rest = new TreeSet<>(names);
        known.forEach(file -> rest.remove(file.filename()));
        return rest;
    }
}
