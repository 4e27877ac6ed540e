package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.migrations.MetaDbDump;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** Reports are deleted as if they had never been. */
class DeleteReportTest {
    private static final String DAY = "2017-01-01";
    private static final String WEB = DAY + "/web_connectivity.0.tar.lz4";
    private static final String TOR = DAY + "/vanilla_tor.0.tar.lz4";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @RegisterExtension
    final MetaDbFixture untouched = MetaDbFixture.migrated();

    @TempDir
    Path place;

    private MendedRoot mended;
    private final List<String> victims = new ArrayList<>();

    @BeforeEach
    void aDayThatHoldsWhatItShouldNot() throws IOException {
        MadeArchive.make(place.resolve("mended"), report -> true, DAY);
        mended = new MendedRoot(place.resolve("mended"), metadb);
        mended.ingest(DAY);
        victims.add(mended.textnames(DAY, "-web_connectivity-").get(1));
        victims.addAll(mended.textnames(DAY, "-vanilla_tor-"));
    }

    private CommandRun delete(String... options) {
        List<String> arguments = new ArrayList<>(List.of("delete-report"));
        arguments.addAll(victims);
        arguments.addAll(List.of(options));
        return mended.run(arguments.toArray(String[]::new));
    }

    private void assertAsIfTheyHadNeverBeen() throws IOException, SQLException {
        MadeArchive.make(place.resolve("without"), report -> !victims.contains(DAY + "/" + report), DAY);
        MendedRoot without = new MendedRoot(place.resolve("without"), untouched);
        without.ingest(DAY);
        Map<String, byte[]> expected = without.files();
        assertThat(mended.files())
                .hasSameSizeAs(expected)
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
        assertThat(MetaDbDump.of(metadb.dataSource())).isEqualTo(MetaDbDump.of(untouched.dataSource()));
        String everything = mended.everything();
        for (String needle : needles()) {
            assertThat(everything.contains(needle)).as(needle).isFalse();
        }
    }

    /** What only the deleted reports say. */
    private List<String> needles() throws IOException {
        List<String> needles = new ArrayList<>(victims);
        Pattern id = Pattern.compile("\"(?:id|report_id)\": ?\"([^\"]+)\"");
        for (String victim : victims) {
            String text = Files.readString(mended.root().resolve("reports-raw").resolve(victim));
            id.matcher(text).results().forEach(match -> needles.add(match.group(1)));
        }
        assertThat(needles).hasSizeGreaterThan(victims.size());
        return needles;
    }

    @Test
    void deletedReportsAreGoneToTheLastByteAndTheirNeighboursKeepTheirNumbers() throws Exception {
        Map<String, String> numbers = mended.numbers();
        assertThat(mended.everything()).contains(needles());

        CommandRun run = delete();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "can " + WEB + ": packed again",
                        "can " + TOR + ": removed",
                        "archive " + WEB + ": made again",
                        "archive " + TOR + ": removed with its can",
                        "database " + WEB + ": measurements: 12 as before, 0 new, 4 gone",
                        "database " + TOR + ": measurements: 0 as before, 0 new, 2 gone",
                        "dictionary input: ",
                        "Still to be seen to by you:",
                        "the raw report " + mended.root().resolve("reports-raw").resolve(victims.get(0)))
                .contains(victims);
        assertAsIfTheyHadNeverBeen();
        assertThat(mended.numbers()).hasSize(26);
        assertThat(numbers).containsAllEntriesOf(mended.numbers());

        assertThat(delete().out()).startsWith(DAY + " delete-report: nothing left to do");
    }

    @Test
    void aDryRunNamesWhatARunTouchesAndTouchesNothing() throws Exception {
        Map<String, byte[]> files = mended.files();
        String everything = mended.everything();

        CommandRun run = delete("--dry-run", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.out())
                .contains(
                        "\"state\":\"planned\"",
                        "\"cans_repacked\":[\"" + WEB + "\"],\"cans_removed\":[\"" + TOR + "\"]",
                        "\"files_remade\":[\"" + WEB + "\"],\"files_removed\":[\"" + TOR + "\"]",
                        "\"database\":{\"" + TOR + "\":2,\"" + WEB + "\":4}");
        assertThat(mended.files().keySet()).isEqualTo(files.keySet());
        assertThat(mended.everything()).isEqualTo(everything);
        assertThat(mended.root().resolve("canned/.pipeline/deleted.jsonl")).doesNotExist();
    }

    @Test
    void aRawReportThatIsStillThereDoesNotComeBack() throws Exception {
        assertThat(delete().code()).isZero();

        CommandRun run = mended.run("run", "--bucket", DAY);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "canning: nothing new, 3 cans as before, 3 deleted reports left out",
                        "autoclaving: nothing new, 3 files as before",
                        "centrifugation: nothing new, 3 files as before");
        assertAsIfTheyHadNeverBeen();
    }

    @Test
    void aReportMayBeDeletedBeforeItIsCanned() throws Exception {
        String early = DAY.replace("-01-01", "-01-02") + "/20170102T000000Z-US-AS1-ndt-no_report_id-0.2.0-probe.json";
        Path raw = mended.root().resolve("reports-raw").resolve(early);
        Files.createDirectories(raw.getParent());
        Files.writeString(raw, "{}\n");

        assertThat(mended.run("delete-report", early).code()).isZero();
        CommandRun run = CommandRun.of("canning", "--root", mended.root(), "--bucket", "2017-01-02");

        assertThat(run.out()).contains("0 reports (0 B) into 0 cans", "1 deleted report left out");
    }

    @Test
    void whatWasRecordedAndNotDoneIsDoneByTheNextRun() throws Exception {
        List<DeletedReports.Deletion> deletions = new ArrayList<>();
        victims.forEach(victim -> deletions.add(
                new DeletedReports.Deletion(victim, victim.contains("vanilla") ? TOR : WEB, Instant.EPOCH)));
        DeletedReports.record(mended.root().resolve("canned"), deletions);

        assertThat(delete().code()).isZero();

        assertAsIfTheyHadNeverBeen();
        assertThat(Files.readAllLines(mended.root().resolve("canned/.pipeline/deleted.jsonl")))
                .hasSize(3)
                .first()
                .isEqualTo("{\"deleted_at\": \"1970-01-01T00:00:00Z\", \"filename\": \"" + WEB + "\", \"textname\": \""
                        + victims.get(0) + "\"}");
    }

    @Test
    void namesThatNobodyKnowsAreRefusedBeforeAnythingIsDone() throws Exception {
        String everything = mended.everything();
        victims.add(DAY + "/20170101T000000Z-ZZ-AS0-ndt-no_report_id-0.2.0-probe.json");

        CommandRun run = delete();

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains("no such report", victims.get(3)).doesNotContain(victims.get(0));
        assertThat(mended.everything()).isEqualTo(everything);
    }

    @Test
    void reportsThatAreKnownAsTheSameGoTogether() throws Exception {
        metadb.execute("INSERT INTO repeated_report SELECT 7, textname <> '" + victims.get(0) + "', textname,"
                + " decode(repeat('00', 20), 'hex'), decode(repeat('00', 64), 'hex') FROM unnest(ARRAY['"
                + String.join("', '", victims) + "']) AS t (textname) WHERE textname <> '" + victims.get(2) + "'");
        String other = victims.remove(1);
        CommandRun refused = delete();
        assertThat(refused.code()).isEqualTo(65);
        assertThat(refused.err()).contains("the same under another name; name them as well: " + other);

        victims.add(other);
        assertThat(delete().code()).isZero();

        assertThat(metadb.query("SELECT textname FROM repeated_report WHERE dupgrp_no = 7"))
                .isEmpty();
    }

    @Test
    void namesMayComeFromAFile() throws Exception {
        Path list = place.resolve("leak.txt");
        Files.writeString(list, "# found on Monday\n\n" + victims.get(1) + "\n  " + victims.get(2) + "\n");

        CommandRun run = mended.run("delete-report", "--files-from", list.toString(), "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"cans_removed\":[\"" + TOR + "\"]", "\"stage\":\"dictionaries\"");
        assertThat(mended.run("delete-report", "--files-from", list + ".not").code())
                .isEqualTo(65);
    }

    @Test
    void aNameWithoutItsBucketIsWrongUse() {
        CommandRun run = mended.run("delete-report", victims.get(0).substring(DAY.length() + 1));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("give it with its bucket");
        assertThat(mended.run("delete-report").err()).contains("Which reports? Give their names, or --files-from FILE");
    }
}
