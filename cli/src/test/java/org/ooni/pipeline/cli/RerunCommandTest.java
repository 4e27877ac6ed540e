package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.tick.FreshWork;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** {@code rerun} over two days that are done. */
class RerunCommandTest {
    private static final String FIRST = "2017-01-01";
    private static final String SECOND = "2017-01-02";
    private static final String[] BOTH = {"rerun", "--start", FIRST, "--end", "2017-01-04"};

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    private static Path made;

    @TempDir
    private Path place;

    private MendedRoot done;
    private Path ledgers;

    @BeforeAll
    static void twoDays() throws IOException {
        MadeArchive.make(made, report -> !report.contains("web_connectivity"), FIRST, SECOND);
    }

    @BeforeEach
    void theDaysAreDone() throws IOException {
        Path root = place.resolve("root");
        try (Stream<Path> all = Files.walk(made)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = root.resolve(made.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        done = new MendedRoot(root, metadb);
        ledgers = root.resolve("canned/.pipeline/rerun");
    }

    private void bothAreInTheDatabase() {
        done.ingest(FIRST);
        done.ingest(SECOND);
    }

    private CommandRun both(String... more) {
        return done.run(Stream.concat(Stream.of(BOTH), Stream.of(more)).toArray(String[]::new));
    }

    /** Which transaction wrote each row. */
    private List<List<String>> writers(String table) throws Exception {
        return metadb.query("SELECT msm_no, xmin::text FROM " + table + " ORDER BY 1, 2");
    }

    private Map<String, Object> archive() throws IOException {
        Map<String, Object> keys = new TreeMap<>();
        for (String file : done.files().keySet()) {
            keys.put(
                    file,
                    Files.readAttributes(done.root().resolve(file), BasicFileAttributes.class)
                            .fileKey());
        }
        return keys;
    }

    private static CommandRun well(CommandRun run) {
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    @Test
    void rowsAreMadeAgainWithTheirNumbersAndFilesThatComeOutAsTheyWereStay() throws Exception {
        bothAreInTheDatabase();
        Map<String, String> numbers = done.numbers();
        Map<String, Object> files = archive();
        List<List<String>> before = writers("http_request");

        CommandRun run = well(both());

        assertThat(run.out().lines().map(line -> line.replaceAll(":.*", "")))
                .containsExactly(
                        FIRST + " autoclaving",
                        FIRST + " centrifugation",
                        SECOND + " autoclaving",
                        SECOND + " centrifugation");
        assertThat(run.out()).contains("3 files with the same bytes as before", "3 files reprocessed");
        assertThat(run.err().lines())
                .satisfiesExactly(
                        first -> assertThat(first).matches("rerun: 1 of 2 buckets, \\d+ %, about \\d+ s left"),
                        second -> assertThat(second).isEqualTo("rerun: 2 of 2 buckets"),
                        end -> assertThat(end).isEqualTo("rerun: all 2 buckets are done"));
        assertThat(done.numbers()).isEqualTo(numbers);
        assertThat(archive()).isEqualTo(files);
        assertThat(writers("http_request")).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
        assertThat(ledgers).isEmptyDirectory();
        assertThat(well(done.run("centrifugation", "--bucket", FIRST)).out()).contains("nothing new");
    }

    @Test
    void onlyFilesOfATestAreTouched() throws Exception {
        bothAreInTheDatabase();
        List<List<String>> others = writers("http_request");
        assertThat(others).isNotEmpty();
        List<List<String>> before = writers("vanilla_tor");

        CommandRun run = well(both("--test-name", "vanilla_tor", "--json"));

        assertThat(run.out()).contains("\"files_same\":1", "\"files_reprocessed\":1", "\"files_before\":2");
        assertThat(writers("http_request")).isEqualTo(others);
        assertThat(writers("vanilla_tor")).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
        assertThat(well(both("--test-name", "vanilla_to")).err()).contains("there is nothing to be made again");
    }

    @Test
    void whatFailedIsLeftAndDoneByTheSameCommandAlone() throws Exception {
        Path can = done.root().resolve("canned").resolve(FIRST).resolve("tcp_connect.0.tar.lz4");
        byte[] whole = Files.readAllBytes(can);
        write(can, new byte[whole.length]);

        CommandRun run = both();
        assertThat(run.code()).isEqualTo(65);
        assertThat(run.out()).doesNotContain(FIRST).contains(SECOND + " centrifugation");
        assertThat(run.err())
                .contains("rerun: 1 of 2 buckets is left, of which 1 failed, " + FIRST + " first; the same command");

        assertThat(done.run("rerun", "--list").out())
                .contains("autoclaving,centrifugation from " + FIRST + " to " + SECOND
                        + ": 1 of 2 buckets left, 1 failed");
        assertThat(done.run("rerun", "--list", "--json").out())
                .contains("\"left\":[\"" + FIRST + "\"],\"failed\":[\"" + FIRST + "\"]");
        assertThat(both("--dry-run").out()).contains(FIRST).doesNotContain(SECOND);

        write(can, whole);
        run = well(both());
        assertThat(run.err()).contains("continuing what was begun at ", ": 1 of 2 buckets are left; --restart begins");
        assertThat(run.out()).contains(FIRST + " centrifugation").doesNotContain(SECOND);
        assertThat(done.run("rerun", "--list").out()).isEmpty();
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.write(file, bytes);
    }

    @Test
    void aBucketThatOthersWorkOnIsLeftAndARerunThatIsAtWorkIsNotDisturbed() throws Exception {
        Path canned = done.root().resolve("canned");
        try (DirectoryLock tick = DirectoryLock.exclusive(canned, "tick-" + FIRST)) {
            assertThat(tick).isNotNull();
            CommandRun run = both("--stage", "autoclaving");
            assertThat(run.code()).isEqualTo(75);
            assertThat(run.err()).contains("others are at work on " + FIRST, "1 of 2 buckets is left");
            assertThat(run.out()).contains(SECOND).doesNotContain(FIRST, "centrifugation");
        }
        String ledger = MadeArchive.list(ledgers).get(0).getFileName().toString();
        try (DirectoryLock other =
                DirectoryLock.exclusive(canned, "rerun-" + ledger.substring(0, ledger.indexOf(".jsonl")))) {
            assertThat(other).isNotNull();
            CommandRun run = both("--stage", "autoclaving");
            assertThat(run.code()).isEqualTo(75);
            assertThat(run.err()).contains("another process is at this rerun");
        }
        assertThat(well(both("--stage", "autoclaving", "--restart")).out()).contains(FIRST, SECOND);
    }

    @Test
    void freshDataWin() throws Exception {
        CompletableFuture<CommandRun> run;
        try (FreshWork.Announced tick = new FreshWork(done.root().resolve("canned")).announce()) {
            assertThat(tick).isNotNull();
            run = CompletableFuture.supplyAsync(() -> both("--stage", "autoclaving"));
            while (!Files.exists(ledgers) || MadeArchive.list(ledgers).isEmpty()) {
                Thread.sleep(20);
            }
            Thread.sleep(700);
            assertThat(run).isNotDone();
            assertThat(Files.readAllLines(MadeArchive.list(ledgers).get(0))).hasSize(1);
        }
        CommandRun ended = well(run.get(60, TimeUnit.SECONDS));
        assertThat(ended.err().lines().filter(line -> line.contains("waiting for a tick")))
                .hasSize(1);
        assertThat(ended.err()).endsWith("rerun: all 2 buckets are done" + System.lineSeparator());
    }

    @Test
    void aPlanIsToldAndNothingWritten() throws Exception {
        Map<String, Object> before = everyFile();

        CommandRun text = well(CommandRun.of("rerun", "--root", done.root(), "--dry-run", "--bucket", FIRST));
        CommandRun json = well(CommandRun.of(
                "rerun", "--root", done.root(), "--dry-run", "--json", "--bucket", FIRST, "--bucket", SECOND));

        assertThat(text.out().lines())
                .satisfiesExactly(
                        bucket -> assertThat(bucket)
                                .matches(FIRST
                                        + " rerun: autoclaving 3 cans \\(\\d.*\\), centrifugation 3 files \\(.*\\)"),
                        total -> assertThat(total)
                                .startsWith("1 bucket: autoclaving 3 cans")
                                .contains(" into tcp, dns_a, vanilla_tor, "));
        long bytes = 0;
        for (Path file : MadeArchive.list(done.root().resolve("autoclaved").resolve(FIRST))) {
            bytes += file.endsWith("index.json.gz") ? 0 : Files.size(file);
        }
        assertThat(json.out().lines()).hasSize(3).first().asString().contains("\"files\":3,\"bytes\":" + bytes + "}");
        assertThat(json.out()).contains("\"buckets\":2", "\"tables\":[\"tcp\"");
        assertThat(everyFile()).isEqualTo(before);
    }

    @Test
    void whatCannotBePlannedIsNamedBesideTheOthers() throws Exception {
        write(done.root().resolve("canned").resolve(FIRST).resolve("index.json.gz"), new byte[0]);

        CommandRun run = both("--dry-run", "--stage", "autoclaving");

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.out()).contains(FIRST + " rerun: cannot be planned: ", "index.json.gz", SECOND + " rerun: auto");
        assertThat(both("--dry-run", "--json").out()).contains("\"state\":\"failed\",\"error\":\"");
    }

    private Map<String, Object> everyFile() throws IOException {
        Map<String, Object> times = new TreeMap<>();
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.toList()) {
                times.put(file.toString(), Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    @Test
    void canningTakesUpWhatIsInNoCanAndLosesNothing() throws Exception {
        bothAreInTheDatabase();
        Path bucket = done.root().resolve("reports-raw").resolve(FIRST);
        Path report = bucket.resolve(done.textnames(FIRST, "tcp_connect").get(0).substring(FIRST.length() + 1));
        Files.copy(report, bucket.resolve(report.getFileName().toString().replaceFirst("T\\d\\d", "T23")));
        assertThat(both("--stage", "canning,autoclaving", "--dry-run").out()).contains("canning 1 report (");

        CommandRun run = well(both("--stage", "canning,autoclaving", "--stage", "centrifugation"));

        assertThat(run.out())
                .contains("1 report (", "beside 3 cans from before", "3 files with the same bytes as before")
                .contains("3 files reprocessed");
    }

    @Test
    void wrongUseIsToldInWords() {
        assertThat(done.run("rerun").err()).contains("Which buckets? Give --start DAY and --end DAY");
        CommandRun stage = both("--stage", "cooking");
        assertThat(stage.code()).isEqualTo(2);
        assertThat(stage.err())
                .contains("--stage", "[CANNING, AUTOCLAVING, CENTRIFUGATION] (case-insensitive)", "cooking");
        assertThat(both("--list").err()).contains("--list lists all of them");
        CommandRun end = done.run("rerun", "--start", SECOND, "--end", FIRST);
        assertThat(end.code()).isEqualTo(2);
        assertThat(end.err()).contains("--end is the day after the last bucket");
        assertThat(CommandRun.of("rerun", "--bucket", FIRST).err()).contains("Give --root DIR");
    }
}
