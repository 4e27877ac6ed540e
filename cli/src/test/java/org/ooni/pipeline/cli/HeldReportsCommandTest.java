package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** Holding reports back and releasing them, as an operator does it. */
class HeldReportsCommandTest {
    private static final String DAY = "2017-01-01";
    private static final String WEB = DAY + "/web_connectivity.0.tar.lz4";
    private static final String TOR = DAY + "/vanilla_tor.0.tar.lz4";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path place;

    private MendedRoot root;
    private String web;

    @BeforeEach
    void aDayOfWhichNothingIsHeld() throws IOException {
        MadeArchive.make(place.resolve("root"), report -> true, DAY);
        root = new MendedRoot(place.resolve("root"), metadb);
        root.ingest(DAY);
        web = root.textnames(DAY, "-web_connectivity-").get(1);
    }

    /** Holds a report of a tar, and all of another. */
    private void rules() throws IOException {
        String id = web.split("-")[6];
        Files.writeString(
                root.root().resolve("admission.yaml"),
                "rules:\n- {id: one, reason: it was sent in error, match: {report_id: " + id + "}}\n"
                        + "- {id: tor, reason: the test was broken, match: {test_name: vanilla_tor}}\n");
    }

    private void noRules() throws IOException {
        Files.writeString(root.root().resolve("admission.yaml"), "rules: []\n");
    }

    private CommandRun done(String... command) {
        CommandRun run = root.run(command);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    @Test
    void aTickHoldsAndReleasesAndTheNeighboursKeepTheirNumbers() throws Exception {
        Map<String, String> numbers = root.numbers();
        Map<String, byte[]> files = root.files();
        assertThat(done("tick").out()).isEmpty();
        rules();
        assertThat(done("status").out()).contains("4 behind");

        CommandRun tick = done("tick");

        assertThat(tick.out())
                .contains("2 files in place of an older one, 3 reports held back", "4 gone", TOR + ": 0 matched");
        Map<String, String> others = new HashMap<>(numbers);
        others.keySet().removeIf(row -> row.startsWith(web) || row.contains("-vanilla_tor-"));
        assertThat(root.numbers()).isEqualTo(others).hasSizeLessThan(numbers.size());
        assertThat(done("tick").out()).isEmpty();
        assertThat(done("run", "--bucket", DAY).out())
                .contains("autoclaving: nothing new, 4 files as before, 3 reports held back");
        assertThat(done("verify", "--bucket", DAY, "--read-data").out()).contains("verify: whole, 4 cans, 4 files");
        assertThat(CommandRun.of("cat", "--root", root.root(), "--bucket", DAY, "--test-name", "vanilla_tor")
                        .out())
                .isEmpty();
        assertThat(CommandRun.of("info", root.root().resolve("autoclaved").resolve(TOR))
                        .out())
                .contains("measurements  0");

        noRules();
        tick = done("tick");
        assertThat(tick.out()).contains(TOR + ": 0 matched, 2 new, 0 gone", WEB + ": 12 matched, 4 new, 0 gone");
        assertThat(root.files())
                .hasSameSizeAs(files)
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isEqualTo(files.get(name)));
        assertThat(root.numbers()).hasSameSizeAs(numbers).containsAllEntriesOf(others);
        assertThat(done("tick").out()).isEmpty();
        assertThat(done("verify", "--bucket", DAY).out()).contains("verify: whole");
    }

    @Test
    void heldReportsAreListedAndCounted() throws Exception {
        rules();
        assertThat(done("run", "--bucket", DAY, "--json").out()).contains("\"held\":3,");

        List<String> lines = CommandRun.of("status", "--root", root.root(), "--held")
                .out()
                .lines()
                .toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith(web + "  one  20").endsWith("Z  it was sent in error");
        assertThat(CommandRun.of("status", "--root", root.root(), "--held", "--json", DAY)
                        .out())
                .contains("{\"bucket\":\"" + DAY + "\",\"textname\":\"" + web + "\",\"can\":\"" + WEB
                        + "\",\"rule\":\"one\",\"reason\":\"it was sent in error\",\"since\":\"20");
        assertThat(CommandRun.of("status", "--root", root.root(), "--held", "2017-01-02")
                        .out())
                .isEmpty();
        assertThat(done("status").out().lines()).last().asString().endsWith("  3 reports");
        assertThat(done("status", "--json").out()).contains("\"held\":3");
        assertThat(root.run("status", "--held", "--watch").code()).isEqualTo(2);
    }

    @Test
    void withoutTheFileOfRulesNothingIsReleased() throws Exception {
        rules();
        done("tick");
        Map<String, byte[]> held = root.files();
        Files.delete(root.root().resolve("admission.yaml"));

        CommandRun tick = root.run("tick");

        assertThat(tick.code()).isEqualTo(65);
        assertThat(tick.err())
                .contains("needs a look: " + DAY + ": 3 reports are held back, and there is no admission");
        CommandRun run = root.run("run", "--bucket", DAY);
        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains("have one with 'rules: []' to release them");
        assertThat(root.files().keySet()).isEqualTo(held.keySet());
        assertThat(root.run("tick", "--admission", "nowhere.yaml").err())
                .contains("--admission: there is no nowhere.yaml");
    }

    @Test
    void aReportThatIsMissingWithoutAReasonIsFoundAndBroughtBack() throws Exception {
        Map<String, byte[]> files = root.files();
        rules();
        done("tick");
        Path record = root.root().resolve("canned/.pipeline/" + DAY + ".held.jsonl");
        byte[] recorded = Files.readAllBytes(record);
        Files.delete(record);
        noRules();

        CommandRun found = root.run("verify", "--bucket", DAY);
        assertThat(found.code()).isEqualTo(65);
        assertThat(found.out())
                .contains(WEB + ": it lacks a report of its can that is neither held back nor deleted: " + web);
        CommandRun repaired = root.run("verify", "--bucket", DAY, "--repair");
        assertThat(repaired.out()).contains("verify: whole");
        assertThat(root.files().get("autoclaved/" + WEB)).isEqualTo(files.get("autoclaved/" + WEB));

        Files.write(record, recorded);
        assertThat(root.run("verify", "--bucket", DAY).out())
                .contains(WEB + ": a report that the rule one holds back is published: " + web);
    }

    @Test
    void whatMayHaveComeLateIsNotDoneYetAndNoDamage() throws Exception {
        web = root.textnames(DAY, "-web_connectivity-").get(3);
        Files.writeString(
                root.root().resolve("admission.yaml"),
                "rules:\n- {id: last, reason: a test, match: {report_id: " + web.split("-")[6] + "}}\n");
        done("tick");
        Files.delete(root.root().resolve("canned/.pipeline/" + DAY + ".held.jsonl"));
        noRules();
        assertThat(done("verify", "--bucket", DAY).out()).contains("whole", "1 can not autoclaved yet");
        assertThat(done("tick").out()).contains("1 file in place of an older one");
        assertThat(done("verify", "--bucket", DAY).out()).doesNotContain("yet");
    }

    @Test
    void aHeldReportCanBeDeleted() throws Exception {
        rules();
        done("tick");
        List<String> tor = root.textnames(DAY, "-vanilla_tor-");

        CommandRun plan = done("delete-report", "--dry-run", tor.get(0), tor.get(1), web);
        assertThat(plan.out()).contains("can " + TOR + ": would be removed", "archive " + TOR + ": would be removed");
        CommandRun run = done("delete-report", tor.get(0), tor.get(1), web);

        assertThat(run.out())
                .contains("can " + TOR + ": removed", "archive " + TOR + ": removed", "can " + WEB + ": packed again")
                .doesNotContain("archive " + WEB);
        assertThat(root.everything()).doesNotContain(tor).doesNotContain(web);
        assertThat(CommandRun.of("status", "--root", root.root(), "--held").out())
                .isEmpty();
        assertThat(done("tick").out()).isEmpty();
        assertThat(done("verify", "--bucket", DAY, "--read-data").out()).contains("verify: whole, 3 cans, 3 files");
        assertThat(done("delete-report", tor.get(0), tor.get(1), web).out()).contains("nothing left to do");
    }
}
