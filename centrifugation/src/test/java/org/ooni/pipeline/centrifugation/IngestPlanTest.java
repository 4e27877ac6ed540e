package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.centrifugation.IngestRefusedException.Reason;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.metadb.KnownFile;

class IngestPlanTest {
    private static final int CODE_VER = 5;
    private static final Sha1 ONE = BucketForge.sha1("one");
    private static final Sha1 TWO = BucketForge.sha1("two");

    /** The seven tables with the versions that they have at code version 5, in order. */
    private static final List<FeederVersion> SEVEN = List.of(
            new FeederVersion("tcp", 2, false),
            new FeederVersion("dns_a", 2, false),
            new FeederVersion("vanilla_tor", 4, false),
            new FeederVersion("http_control", 5, false),
            new FeederVersion("http_request", 5, false),
            new FeederVersion("http_request_fp", 3, false),
            new FeederVersion("http_verdict", 2, false));

    private static final FeederVersion PLUG_IN = new FeederVersion("ours", 7, true);

    private static IngestPlan plan(Map<String, Sha1> index, KnownFile... known) throws IngestRefusedException {
        return IngestPlan.of(index, List.of(known), withPlugIn(), CODE_VER, Set.of());
    }

    private static List<FeederVersion> withPlugIn() {
        List<FeederVersion> all = new ArrayList<>(SEVEN);
        all.add(PLUG_IN);
        return all;
    }

    /** A file that stands at {@code codeVer}, and that the plug-in has read. */
    private static KnownFile known(String name, Sha1 sha1, int codeVer) {
        return new KnownFile(name, sha1, codeVer, Map.of("ours", 7));
    }

    @Test
    void aFileIsIngestedOnce() throws Exception {
        IngestPlan plan = plan(Map.of("a", ONE, "b", ONE), known("a", ONE, 5));
        assertThat(plan.ingest()).containsExactly("b");
        assertThat(plan.done()).containsExactly("a");
    }

    @Test
    void allTablesAreAskedForAgainOfWhatIsThereAlone() throws Exception {
        IngestPlan plan = plan(
                        Map.of("new", ONE, "changed", TWO, "old", ONE, "done", ONE, "other", ONE),
                        known("changed", ONE, 5),
                        known("old", ONE, 4),
                        known("done", ONE, 5),
                        known("other", ONE, 5))
                .again(name -> !name.equals("other"), Set.of("tcp", "ours"));
        assertThat(plan.ingest()).containsExactly("new");
        assertThat(plan.reingest()).containsExactly("changed");
        assertThat(plan.reprocess()).isEqualTo(Map.of("old", Set.of("tcp", "ours"), "done", Set.of("tcp", "ours")));
        assertThat(plan.done()).containsExactly("other");
    }

    @Test
    void nothingToDoIsNothingToWrite() throws Exception {
        assertThat(plan(Map.of("a", ONE), known("a", ONE, 5)).isEmpty()).isTrue();
        assertThat(plan(Map.of("a", ONE), known("a", ONE, 4)).isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "5", "6"})
    @DisplayName("#34: a file that changed is reingested whatever its version")
    void aFileThatChanged(int codeVer) throws Exception {
        IngestPlan plan = plan(Map.of("a", TWO, "b", ONE), known("a", ONE, codeVer), known("b", ONE, 5));
        assertThat(plan.reingest()).containsExactly("a");
        assertThat(plan.reprocess()).isEmpty();
    }

    @ParameterizedTest(name = "rows of code version {0}: {1}")
    @CsvSource({
        "0, tcp dns_a vanilla_tor http_control http_request http_request_fp http_verdict ours",
        "1, tcp dns_a vanilla_tor http_control http_request http_request_fp http_verdict",
        "2, vanilla_tor http_control http_request http_request_fp",
        "3, vanilla_tor http_control http_request",
        "4, http_control http_request"
    })
    void tablesOfNewerFeedersAreRedone(int codeVer, String tables) throws Exception {
        assertThat(plan(Map.of("a", ONE), known("a", ONE, codeVer)).reprocess().get("a"))
                .containsExactly(tables.split(" "));
    }

    /** The states of a bucket in Feeder rules §5.5: each file has its tables, whatever the others have. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "all 5 and one reingested, 5 5 r, none",
        "one file 0 the rest 5, 0 5 5, 0:tcp+dns_a+vanilla_tor+http_control+http_request+http_request_fp+http_verdict",
        "files 3 and 5, 3 5, 3:vanilla_tor+http_control+http_request",
        "files 0 3 5, 0 3 5, 0:tcp+dns_a+vanilla_tor+http_control+http_request+http_request_fp+http_verdict "
                + "3:vanilla_tor+http_control+http_request",
        "reingest and 1 and 3, r 1 3, 1:tcp+dns_a+vanilla_tor+http_control+http_request+http_request_fp+http_verdict "
                + "3:vanilla_tor+http_control+http_request",
        "files 4 and 5, 4 5, 4:http_control+http_request",
        "only new files, n n, none"
    })
    void statesOfABucket(String name, String states, String expected) throws Exception {
        Map<String, Sha1> index = new HashMap<>();
        List<KnownFile> known = new ArrayList<>();
        for (String state : states.split(" ")) {
            String file = state + "." + index.size();
            index.put(file, state.equals("r") ? TWO : ONE);
            if (!state.equals("n")) {
                known.add(new KnownFile(file, ONE, state.equals("r") ? 5 : Integer.parseInt(state), Map.of()));
            }
        }
        Set<String> redone = new TreeSet<>();
        IngestPlan.of(index, known, SEVEN, CODE_VER, Set.of())
                .reprocess()
                .forEach((file, tables) -> redone.add(file.charAt(0) + ":" + String.join("+", tables)));
        assertThat(redone)
                .isEqualTo(expected.equals("none") ? Set.of() : new TreeSet<>(Arrays.asList(expected.split(" "))));
    }

    @Test
    void anOlderVersionWhoseTablesAreAllGoodIsRecordedAlone() throws Exception {
        IngestPlan plan = IngestPlan.of(
                Map.of("a", ONE),
                List.of(new KnownFile("a", ONE, 4, Map.of())),
                List.of(new FeederVersion("tcp", 2, false)),
                CODE_VER,
                Set.of());
        assertThat(plan.reprocess()).containsExactly(Map.entry("a", Set.of()));
    }

    @Test
    void aPluginThatIsNewOrNewerRedoesItsTableAlone() throws Exception {
        IngestPlan plan = plan(
                Map.of("a", ONE, "b", ONE, "c", ONE),
                new KnownFile("a", ONE, 5, Map.of()),
                new KnownFile("b", ONE, 5, Map.of("ours", 6)),
                known("c", ONE, 5));
        assertThat(plan.reprocess()).containsExactly(Map.entry("a", Set.of("ours")), Map.entry("b", Set.of("ours")));
    }

    @Test
    void aWishForABuiltInFeederRedoesItsTableAlone() throws Exception {
        KnownFile file = new KnownFile("a", ONE, 5, Map.of("ours", 7, "http_request_fp", 0));
        assertThat(plan(Map.of("a", ONE), file).reprocess()).containsExactly(Map.entry("a", Set.of("http_request_fp")));
    }

    @Test
    void aPluginThatIsNotHereIsReportedAndNoReasonToDoAnything() throws Exception {
        IngestPlan plan = plan(Map.of("a", ONE), new KnownFile("a", ONE, 5, Map.of("ours", 7, "theirs", 1)));
        assertThat(plan.absentPlugIns()).containsExactly("theirs");
        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("#33: a file that vanished from the index is an error, unless it is forgotten on purpose")
    void aFileThatVanished() throws Exception {
        assertThatThrownBy(() -> plan(Map.of(), known("a", ONE, 5)))
                .isInstanceOfSatisfying(
                        IngestRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.VANISHED))
                .hasMessage("1 file in the database but not in the index any more (--forget takes a file out of the "
                        + "database): a");
        IngestPlan plan = IngestPlan.of(Map.of(), List.of(known("a", ONE, 5)), SEVEN, CODE_VER, Set.of("a", "gone"));
        assertThat(plan.forget()).containsExactly("a");
    }

    @Test
    void aFileThatIsThereIsNotForgotten() {
        assertThatThrownBy(() ->
                        IngestPlan.of(Map.of("a", ONE), List.of(known("a", ONE, 5)), SEVEN, CODE_VER, Set.of("a")))
                .isInstanceOfSatisfying(
                        IngestRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.STILL_INDEXED));
    }

    @ParameterizedTest
    @CsvSource({"6, 7, FROM_THE_FUTURE", "5, 8, FROM_THE_FUTURE", "-1, 7, OF_NO_VERSION"})
    void rowsOfAVersionThatThisProgramDoesNotKnowAreAnError(int codeVer, int plugIn, Reason reason) {
        assertThatThrownBy(() -> plan(Map.of("a", ONE), new KnownFile("a", ONE, codeVer, Map.of("ours", plugIn))))
                .isInstanceOfSatisfying(
                        IngestRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void onlySoManyFilesAreNamed() {
        KnownFile[] many = new KnownFile[30];
        Arrays.setAll(many, i -> known("f" + i, ONE, 5));
        assertThatThrownBy(() -> plan(Map.of(), many))
                .hasMessageStartingWith("30 files in the database")
                .hasMessageEndingWith("and 10 more");
    }

    @Test
    void whatIsNotSelectedIsLeft() throws Exception {
        IngestPlan plan = plan(
                        Map.of("a", ONE, "b", TWO, "c", ONE, "d", ONE, "e", ONE),
                        known("b", ONE, 5),
                        known("c", ONE, 4),
                        known("e", ONE, 5))
                .narrowed(name -> !name.equals("a"), 2);
        assertThat(plan.ingest()).isEmpty();
        assertThat(plan.reingest()).containsExactly("b");
        assertThat(plan.reprocess()).containsOnlyKeys("c");
        assertThat(plan.left()).containsExactly("a", "d");
        assertThat(plan.done()).containsExactly("e");
    }

    @Test
    void everyFileIsInExactlyOneSetAndReadOnlyForWhatIsOutdated() throws Exception {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Map<String, Sha1> index = new HashMap<>();
            List<KnownFile> known = new ArrayList<>();
            Set<String> forget = new HashSet<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                String name = "f" + i;
                boolean inDatabase = random.nextBoolean();
                if (inDatabase) {
                    Map<String, Integer> feeders = random.nextBoolean() ? Map.of() : Map.of("ours", random.nextInt(8));
                    known.add(new KnownFile(
                            name, random.nextBoolean() ? ONE : TWO, random.nextInt(CODE_VER + 1), feeders));
                }
                if (!inDatabase || random.nextInt(4) > 0) {
                    index.put(name, random.nextBoolean() ? ONE : TWO);
                } else {
                    forget.add(name);
                }
            }
            IngestPlan whole = IngestPlan.of(index, known, withPlugIn(), CODE_VER, forget);
            int limit = random.nextInt(14);
            IngestPlan plan = whole.narrowed(name -> random.nextInt(4) > 0, limit);
            Set<String> all = new TreeSet<>(index.keySet());
            all.addAll(forget);
            assertThat(names(plan)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(all);
            assertThat(plan.ingest().size()
                            + plan.reingest().size()
                            + plan.reprocess().size())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(limit);
            assertThat(whole.ingest()).as("seed %d", seed).isEqualTo(without(index.keySet(), known));
            assertThat(whole.narrowed(name -> true, Integer.MAX_VALUE)).isEqualTo(whole);
        }
    }

    private static List<String> names(IngestPlan plan) {
        List<String> all = new ArrayList<>(plan.ingest());
        all.addAll(plan.reingest());
        all.addAll(plan.reprocess().keySet());
        all.addAll(plan.forget());
        all.addAll(plan.done());
        all.addAll(plan.left());
        return all;
    }

    private static Set<String> without(Set<String> names, List<KnownFile> known) {
        Set<String> rest = new TreeSet<>(names);
        known.forEach(file -> rest.remove(file.filename()));
        return rest;
    }

    @Test
    void whatTheIndexSaysOtherwiseOfUnchangedBytesIsTakenUp() throws Exception {
        Map<String, Sha1> index = Map.of("done", ONE, "old", ONE, "other", ONE, "changed", TWO, "new", ONE);
        IngestPlan plan = plan(
                index, known("done", ONE, 5), known("old", ONE, 4), known("other", ONE, 4), known("changed", ONE, 5));
        IngestPlan reports = plan.comparing(Set.of("done", "old", "changed"), Set.of());
        assertThat(reports.reingest()).containsExactly("changed", "done", "old");
        assertThat(reports.reprocess().keySet()).containsExactly("other");
        assertThat(reports.done()).isEmpty();

        IngestPlan badBlobs = plan.comparing(Set.of(), index.keySet());
        assertThat(badBlobs.relist()).containsExactly("done", "old", "other");
        assertThat(badBlobs.done()).containsExactly("done");
        assertThat(badBlobs.reprocess().keySet()).containsExactly("old", "other");
        assertThat(badBlobs.narrowed(name -> !name.equals("done"), 3).relist()).containsExactly("old");
    }

    @Test
    void otherBadBlobsAreSomethingToWrite() throws Exception {
        IngestPlan plan = plan(Map.of("a", ONE), known("a", ONE, 5));
        assertThat(plan.comparing(Set.of(), Set.of("b")).isEmpty()).isTrue();
        assertThat(plan.comparing(Set.of(), Set.of("a")).isEmpty()).isFalse();
    }
}
