package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.cli.tick.FreshWork;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.sample.PageBytes;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;
import org.ooni.pipeline.sample.Shape.Portion;
import org.ooni.pipeline.sample.TestKind;

/** {@code tick} and {@code status} over small days. */
class TickCommandTest {
    private static final String FIRST = "2017-01-01";
    private static final String SECOND = "2017-01-02";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path root;

    @BeforeEach
    void days() throws IOException {
        Files.createDirectories(root.resolve("canned"));
        Files.writeString(root.resolve("bridge_db.json"), "{}");
        day(FIRST);
        day(SECOND);
    }

    /** Two reports each of two tests, which were changed an hour ago. */
    private void day(String day) throws IOException {
        Path reports = reports(20_261_120, day, root.resolve("reports-raw"));
        for (Path report : MadeArchive.list(reports)) {
            age(report, Duration.ofHours(1));
        }
    }

    private static Path reports(long seed, String day, Path place) throws IOException {
        PageBytes pages = new PageBytes(100, 400);
        Shape shape = new Shape(
                List.of(
                        new Portion(TestKind.TCP_CONNECT, 2, 2, pages, 0),
                        new Portion(TestKind.VANILLA_TOR, 2, 1, pages, 0)),
                false);
        return new SampleDay(seed, LocalDate.parse(day), shape).writeTo(place).directory();
    }

    /** A report of tcp_connect that came half an hour ago, of other bytes for each {@code n}. */
    private void late(String day, int n) throws IOException {
        Path other = MadeArchive.list(reports(n, day, root.resolve("other-" + n))).stream()
                .filter(file -> file.toString().contains("-tcp_connect-"))
                .findFirst()
                .orElseThrow();
        Path late = root.resolve("reports-raw")
                .resolve(day)
                .resolve(other.getFileName().toString().replaceFirst("T\\d{4}", "T235" + n));
        Files.copy(other, late);
        age(late, Duration.ofMinutes(30));
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private CommandRun run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--root", root.toString()));
        all.addAll(Arrays.asList(arguments));
        return new Pipeline(metadb).run(all.toArray(String[]::new));
    }

    private CommandRun status(String... arguments) {
        CommandRun status = run("status", arguments);
        assertThat(status.code()).as(status.err()).isZero();
        return status;
    }

    private static void isSilent(CommandRun tick) {
        assertThat(tick.err()).isEmpty();
        assertThat(tick.out()).isEmpty();
        assertThat(tick.code()).isZero();
    }

    @Test
    void aTickDoesAllThatIsThereToDoTheNewestDayFirstAndTheNextOneNothing() throws Exception {
        assertThat(status().out().lines())
                .containsExactly(
                        "bucket      canning    autoclaving  centrifugation",
                        "2017-01-01  4 pending  -            -",
                        "2017-01-02  4 pending  -            -",
                        "total 2     8 pending  -            -");
        CommandRun tick = run("tick");
        assertThat(tick.code()).as(tick.err()).isZero();
        assertThat(tick.out().lines().map(line -> line.replaceAll(":.*", "")))
                .containsExactly(
                        SECOND + " canning",
                        SECOND + " autoclaving",
                        SECOND + " centrifugation",
                        FIRST + " canning",
                        FIRST + " autoclaving",
                        FIRST + " centrifugation");
        isSilent(run("tick"));
        assertThat(status(FIRST).out().lines())
                .containsExactly(
                        "bucket      canning  autoclaving  centrifugation",
                        "2017-01-01  4 done   2 done       2 done",
                        "total 1     4 done   2 done       2 done");
        assertThat(root.resolve("canned/.pipeline/state.tsv")).exists();
    }

    @Test
    void whatIsStillBeingUploadedWaits() throws Exception {
        Path late = MadeArchive.list(root.resolve("reports-raw").resolve(FIRST)).get(0);
        age(late, Duration.ofMinutes(2));
        CommandRun tick = run("tick", "--max-wait", "2h");
        assertThat(tick.out()).contains(SECOND).doesNotContain(FIRST);
        isSilent(run("tick", "--max-wait", "2h"));
        assertThat(status(FIRST).out()).contains("4 pending", "waiting: tcp_connect: 2 reports", "the oldest since");
        tick = run("tick", "--quiet-period", "1m");
        assertThat(tick.out()).contains(FIRST + " canning: 4 reports");
    }

    @Test
    void limitsEndATickAndTheNextOneGoesOn() throws Exception {
        CommandRun tick = run("tick", "--max-buckets", "1");
        assertThat(tick.out()).contains(SECOND).doesNotContain(FIRST);
        assertThat(tick.err()).contains("left for the next one: 1 bucket, " + FIRST + " first");
        assertThat(tick.code()).isZero();
        assertThat(run("tick", "--max-duration", "0s").out()).isEmpty();
        assertThat(run("tick", "--stages", "canning").out())
                .contains(FIRST + " canning")
                .doesNotContain("autoclaving");
        assertThat(status().out()).containsPattern("2017-01-01  4 done   2 pending +-");
        assertThat(run("tick").out()).contains(FIRST + " autoclaving", FIRST + " centrifugation");
        isSilent(run("tick"));
    }

    @Test
    void freshFilesComeBeforeThoseOfAnOlderVersion() throws Exception {
        run("tick");
        metadb.execute("UPDATE autoclaved SET code_ver = 1 WHERE filename LIKE '" + SECOND + "/%'");
        late(SECOND, 0);
        assertThat(status(SECOND).out()).contains("4 done, 1 pending", "2 behind");

        CommandRun tick = run("tick");
        assertThat(tick.code()).as(tick.err()).isZero();
        assertThat(tick.out().lines().filter(line -> line.contains("centrifugation")))
                .satisfiesExactly(
                        fresh -> assertThat(fresh).contains("2 files left"),
                        behind -> assertThat(behind).contains("2 files reprocessed"));
        isSilent(run("tick"));
    }

    /** As when a run is killed after it has published files and before it has published the index. */
    @Test
    void whatAKilledRunLeftInABucketThatItExtendedIsPutRight() throws Exception {
        run("tick");
        Path bucket = root.resolve("reports-raw").resolve(FIRST);
        Path report = MadeArchive.list(bucket).get(0);
        String name = report.getFileName().toString().replace("20170101T0", "20170101T2");
        Files.copy(report, bucket.resolve(name));
        age(bucket.resolve(name), Duration.ofMinutes(30));
        for (String kind : List.of("canned", "autoclaved")) {
            Path directory = root.resolve(kind).resolve(FIRST);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(directory.resolve(name + ".lz4"), "what the run would have indexed");
            assertThat(status(FIRST).out())
                    .as("nobody needs to look at it")
                    .contains("1 pending")
                    .doesNotContain("disagreeing");
            if (kind.equals("canned")) {
                assertThat(run("tick", "--stages", "canning").code()).isZero();
            }
        }
        CommandRun tick = run("tick");
        assertThat(tick.code()).as(tick.err()).isZero();
        isSilent(run("tick"));
        assertThat(run("verify", "--bucket", FIRST, "--read-data").code()).isZero();

        Path directory = root.resolve("canned").resolve(FIRST);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("strange"), "not ours");
        assertThat(run("tick").err()).contains("needs a look", "strange: not in the index");
    }

    @Test
    void aRawReportThatWasDeletedOnPurposeIsNoWork() throws Exception {
        run("tick");
        String report = MadeArchive.list(root.resolve("reports-raw").resolve(FIRST))
                .get(0)
                .getFileName()
                .toString();
        assertThat(run("delete-report", FIRST + "/" + report).code()).isZero();
        isSilent(run("tick"));
        assertThat(status(FIRST).out()).contains("3 done").doesNotContain("pending");
    }

    /** Each comes when its day is over and quiet: a can for three of them, and then they join one that is there. */
    @Test
    void howeverManyReportsComeLateCansStayFewAndAllIsPublished() throws Exception {
        run("tick");
        for (int n = 0; n < 5; n++) {
            late(FIRST, n);
            CommandRun tick = run("tick");
            assertThat(tick.code()).as(tick.err()).isZero();
            assertThat(tick.out()).contains("canning: 1 report ", n < 3 ? "1 file" : "1 file in place of an older one");
            isSilent(run("tick"));
        }
        assertThat(status(FIRST).out()).contains("9 done   5 done       5 done");
        assertThat(metadb.query(
                        "SELECT count(*), count(DISTINCT textname) FROM report WHERE textname LIKE '" + FIRST + "/%'"))
                .containsExactly(List.of("9", "9"));
        assertThat(run("verify", "--bucket", FIRST, "--read-data").code()).isZero();
    }

    @Test
    void aTickLeavesBucketsToAnotherOneAndEndsIfThereAreNoOthers() throws Exception {
        try (DirectoryLock first = DirectoryLock.exclusive(root.resolve("canned"), "tick-" + FIRST)) {
            assertThat(first).isNotNull();
            CommandRun tick = run("tick");
            assertThat(tick.out()).contains(SECOND).doesNotContain(FIRST);
            assertThat(tick.code()).isZero();
            assertThat(run("tick").code()).isEqualTo(75);
        }
        assertThat(run("tick").out()).contains(FIRST);
    }

    @Test
    void othersAreToldOfFreshWorkAndNotOfThatOnAnOlderVersion() throws Exception {
        FreshWork freshWork = new FreshWork(root.resolve("canned"));
        try (FreshWork.Announced another = freshWork.announce()) {
            assertThat(another).isNotNull();
            assertThat(freshWork.isGoingOn()).isTrue();
            assertThat(run("tick").code()).isZero();
            assertThat(freshWork.isGoingOn()).isTrue();
        }
        assertThat(freshWork.isGoingOn()).isFalse();
        try (DirectoryLock asking = DirectoryLock.exclusive(root.resolve("canned"), "fresh")) {
            assertThat(asking).isNotNull();
            metadb.execute("UPDATE autoclaved SET code_ver = 1");
            assertThat(run("tick").out()).contains("2 files reprocessed");
        }
    }

    @Test
    void troubleIsToldAndLeavesOtherBucketsAlone() throws Exception {
        Path wrong = root.resolve("reports-raw").resolve(SECOND).resolve("notes.txt");
        Files.writeString(wrong, "remember the milk");
        CommandRun tick = run("tick");
        assertThat(tick.code()).isEqualTo(65);
        assertThat(tick.err()).contains("needs a look", "notes.txt");
        assertThat(tick.out()).contains(FIRST).doesNotContain(SECOND);
        assertThat(status("--json", SECOND).out())
                .contains("\"bad\":1", "notes.txt")
                .contains("\"total\":1");

        Path can = root.resolve("canned").resolve(FIRST);
        Files.setPosixFilePermissions(can, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.delete(can.resolve("tcp_connect.0.tar.lz4"));
        assertThat(status(FIRST).out()).contains("1 disagreeing", "named in the index and not on disk");
    }

    @Test
    void statusSeesWhatTheDatabaseHasOtherwise() throws Exception {
        run("tick");
        metadb.execute("UPDATE autoclaved SET file_sha1 = decode(repeat('00', 20), 'hex') WHERE filename = '" + FIRST
                + "/tcp_connect.0.tar.lz4'");
        metadb.execute("UPDATE autoclaved SET code_ver = 99 WHERE filename = '" + SECOND + "/tcp_connect.0.tar.lz4'");
        metadb.execute("INSERT INTO feeder_file SELECT 'tcp', autoclaved_no, 0 FROM autoclaved WHERE filename = '"
                + FIRST + "/vanilla_tor.0.tar.lz4'");
        assertThat(status().out()).contains("1 pending, 1 behind").contains("1 done, 1 disagreeing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canned", "autoclaved"})
    void whatAKilledRunHasReplacedIsPutInOrderByTheNextTick(String kind) throws Exception {
        run("tick");
        String settled = status(FIRST).out();
        Path index = root.resolve(kind).resolve(FIRST).resolve("index.json.gz");
        Path journal = root.resolve(kind).resolve(".pipeline").resolve(FIRST + ".journal");
        Files.writeString(
                journal,
                "{\"from\": \".tmp-0\", \"new_sha1\": \"" + sha1(index)
                        + "\", \"old_sha1\": \"\", \"to\": \"index.json.gz\"}\n");
        assertThat(status(FIRST).out()).contains("1 pending");
        CommandRun tick = run("tick");
        assertThat(tick.code()).as(tick.err()).isZero();
        assertThat(tick.out()).contains(FIRST).doesNotContain(SECOND);
        assertThat(journal).doesNotExist();
        assertThat(status(FIRST).out()).isEqualTo(settled);
        isSilent(run("tick"));
    }

    private static String sha1(Path file) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file)));
    }

    @Test
    void aLookThatRemembersFindsTheSameAsOneThatDoesNot() throws Exception {
        run("tick");
        Path memory = root.resolve("canned/.pipeline/state.tsv");
        for (Path kind : List.of(root.resolve("reports-raw"), root.resolve("canned"), root.resolve("autoclaved"))) {
            for (String day : List.of(FIRST, SECOND)) {
                age(kind.resolve(day), Duration.ofHours(2));
                if (Files.exists(kind.resolve(day).resolve("index.json.gz"))) {
                    age(kind.resolve(day).resolve("index.json.gz"), Duration.ofHours(2));
                }
            }
        }
        String afresh = status("--json").out();
        assertThat(Files.readAllLines(memory)).hasSize(3);
        assertThat(status("--json").out()).isEqualTo(afresh);

        Files.writeString(memory, "nonsense\n\t\t");
        Path leftover = Files.writeString(memory.resolveSibling(".state-7.tmp"), "of one that was killed");
        age(leftover, Duration.ofHours(1));
        Path unfinished = Files.writeString(memory.resolveSibling(".state-8.tmp"), "of one that writes");
        assertThat(status("--json").out()).isEqualTo(afresh);
        assertThat(leftover).doesNotExist();
        assertThat(unfinished).exists();
    }

    @Test
    void wrongUseIsToldInWords() {
        assertThat(run("tick", "--quiet-period", "soon").err()).contains("not a time span like 90s, 10m or 1h");
        assertThat(run("tick", "--stages", "cooking").code()).isEqualTo(2);
        assertThat(run("tick", "--max-buckets", "0").err()).contains("give 1 or more");
        assertThat(run("status", "yesterday").err()).contains("'yesterday' is not a day like 2017-01-01.");
        assertThat(run("status", "--watch", "0").err()).contains("--watch takes 1 second or more");
        assertThat(CommandRun.of("status").err()).contains("Give --root DIR");
    }
}
