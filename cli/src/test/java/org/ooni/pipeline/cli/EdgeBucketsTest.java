package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ooni.pipeline.io.PublishedDirectory;

/** What a user reads, and the exit code, for buckets that are not as usual. */
class EdgeBucketsTest {
    private static final String DAY = "2017-01-01";
    private static final String NAME = "20170101T000000Z-US-AS1-ndt-no_report_id-0.2.0-probe.json";
    private static final String DATUM = "{\"test_name\":\"ndt\",\"probe_cc\":\"US\",\"probe_asn\":\"AS1\","
            + "\"software_name\":\"x\",\"software_version\":\"1\",\"test_version\":\"1\",\"probe_ip\":\"127.0.0.1\","
            + "\"test_start_time\":\"2017-01-01 00:00:00\",\"measurement_start_time\":\"2017-01-01 00:00:01\","
            + "\"test_runtime\":1.5,\"data_format_version\":\"0.2.0\",\"test_keys\":{}}\n";

    @TempDir
    Path root;

    private Path day;

    @BeforeEach
    void aRootWithoutBridges() throws IOException {
        day = Files.createDirectories(root.resolve("reports-raw").resolve(DAY));
        Files.writeString(root.resolve("bridge_db.json"), "{}");
    }

    static Stream<Arguments> soundBuckets() {
        return Stream.of(
                Arguments.of("one report", new String[] {NAME, DATUM}, new String[] {
                    "canning: 1 report (290 B) into 1 can",
                    "autoclaving: 1 measurement of 1 report",
                    "centrifugation: 1 measurement of 1 report from 1 file"
                }),
                Arguments.of("no report", new String[] {}, new String[] {
                    "canning: 0 reports (0 B) into 0 cans",
                    "autoclaving: 0 measurements of 0 reports (0 B) into 0 files",
                    "centrifugation: nothing new, 0 files as before"
                }),
                Arguments.of("a report of no bytes", new String[] {NAME, ""}, new String[] {
                    "canning: 1 report (0 B) into 1 can",
                    "autoclaving: 0 measurements of 1 report (0 B) into 1 file",
                    "centrifugation: 0 measurements of 0 reports from 1 file"
                }),
                Arguments.of("bad blobs alone", new String[] {NAME, "{\"a\":nope}\n{\"a\":[1,]}\n"}, new String[] {
                    "canning: 1 report", "autoclaving: 0 measurements of 1 report (22 B) into 1 file", "2 bad blobs"
                }),
                Arguments.of("a report that breaks off", new String[] {NAME, DATUM + "{\"a\":"}, new String[] {
                    "1 measurement of 1 report", "1 report cut off"
                }),
                Arguments.of("an unfinished upload", new String[] {NAME, DATUM, "upload.tmp", "half"}, new String[] {
                    "1 unfinished upload left alone"
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("soundBuckets")
    void soundBucketsEndWithZero(String what, String[] files, String[] lines) throws IOException {
        write(files);

        CommandRun run = CommandRun.of("run", "--root", root, "--bucket", DAY);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains(lines);
        assertThat(run.code()).isZero();
    }

    @Test
    void daysWithoutDirectoryAreToldInOneLineAndNoError() throws IOException {
        write(NAME, DATUM);

        CommandRun run = CommandRun.of("run", "--root", root, "--start", "2016-12-01", "--end", "2017-01-02");

        assertThat(run.out().lines()).as("of the one day").hasSize(3);
        assertThat(run.err().lines())
                .containsExactly(
                        "canning: no raw reports of 2016-12-01 to 2016-12-31",
                        "autoclaving: no cans of 2016-12-01 to 2016-12-31",
                        "centrifugation: no archive of 2016-12-01 to 2016-12-31");
        assertThat(run.code()).isZero();
    }

    @Test
    void objectsAreOfEveryDay() {
        CommandRun run =
                CommandRun.of("canning", "--root", root, "--start", "2016-12-01", "--end", "2016-12-31", "--json");

        assertThat(run.out().lines()).hasSize(30).allMatch(line -> line.contains("\"state\":\"absent\""));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void aRootWithoutReportsIsAMistake() {
        CommandRun run = CommandRun.of("canning", "--root", root.resolve("typo"), "--bucket", DAY);

        assertThat(run.err())
                .isEqualTo("pipeline canning: there is no directory " + root.resolve("typo/reports-raw") + "\n");
        assertThat(run.code()).isEqualTo(65);
    }

    @Test
    void aNameThatIsNoReportsIsNamed() throws IOException {
        write("notes.txt", "", NAME, DATUM);

        CommandRun run = CommandRun.of("run", "--root", root, "--bucket", DAY);

        assertThat(run.err()).startsWith(DAY + " canning: " + day + ": not report files: notes.txt");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(65);
        assertThat(root.resolve("canned").resolve(DAY)).doesNotExist();
    }

    @Test
    void anUnreadableReportIsNamed() throws IOException {
        write(NAME, DATUM);
        Files.setPosixFilePermissions(day.resolve(NAME), PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(day.resolve(NAME)), "this user reads everything");

        CommandRun run = CommandRun.of("canning", "--root", root, "--bucket", DAY);

        assertThat(run.err()).contains("cannot read").contains(NAME).contains("permission denied");
        assertThat(run.code()).isEqualTo(65);
    }

    @Test
    void aFullDiskIsNamed() throws Exception {
        Path disk = Files.createDirectory(root.resolve("disk"));
        assumeTrue(mount(disk), "only root can mount a small disk");
        try {
            // Noise, which does not compress.
            byte[] noise = new byte[3 << 20];
            new java.util.Random(1).nextBytes(noise);
            Files.write(day.resolve(NAME), noise);

            CommandRun run = CommandRun.of("canning", "--root", root, "--canned-root", disk, "--bucket", DAY);

            assertThat(run.err())
                    .startsWith(DAY + " canning: cannot write " + disk)
                    .contains("No space left on device");
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.code()).isEqualTo(73);
            assertThat(disk.resolve(DAY)).isEmptyDirectory();
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    @Test
    void withoutABridgeDatabaseNothingIsWritten() throws IOException {
        write(NAME, DATUM);
        Files.delete(root.resolve("bridge_db.json"));

        CommandRun run = CommandRun.of("run", "--root", root, "--bucket", DAY);

        assertThat(run.err()).contains("no bridge database at " + root.resolve("bridge_db.json"));
        assertThat(run.code()).isEqualTo(65);
        assertThat(root.resolve("autoclaved")).doesNotExist();
        assertThat(root.resolve("canned")).doesNotExist();
    }

    @Test
    void cansWithoutAnIndexAreNotAutoclaved() throws IOException {
        Files.createDirectories(root.resolve("canned").resolve(DAY));

        CommandRun run = CommandRun.of("autoclaving", "--root", root, "--bucket", DAY);

        assertThat(run.err()).contains("not canned to the end");
        assertThat(run.code()).isEqualTo(65);
    }

    @Test
    void aBusyBucketIsLeftAtOnce() throws IOException {
        write(NAME, DATUM);
        try (PublishedDirectory held = PublishedDirectory.open(root.resolve("canned"), DAY)) {
            CommandRun run = CommandRun.of("canning", "--root", root, "--bucket", DAY);

            assertThat(run.err())
                    .isEqualTo(
                            DAY + " canning: bucket " + DAY + " is busy: another run works in " + held.path() + "\n");
            assertThat(run.code()).isEqualTo(75);
        }
    }

    @Test
    void oneBadBucketDoesNotStopARangeAndTheWorstCodeCounts() throws IOException {
        write("notes.txt", "");
        Path next = Files.createDirectories(root.resolve("reports-raw/2017-01-02"));
        Files.writeString(next.resolve(NAME), DATUM);

        CommandRun run = CommandRun.of("canning", "--root", root, "--start", DAY, "--end", "2017-01-03");

        assertThat(run.err()).startsWith(DAY + " canning: ");
        assertThat(run.out()).startsWith("2017-01-02 canning: 1 report");
        assertThat(run.code()).isEqualTo(65);
    }

    @Test
    void machinesGetObjects() throws IOException {
        write(NAME, DATUM);
        Files.createDirectories(root.resolve("reports-raw/2017-01-02/sub"));

        CommandRun run = CommandRun.of("canning", "--root", root, "--start", DAY, "--end", "2017-01-03", "--json");

        assertThat(run.out().lines().toList())
                .satisfiesExactly(
                        done -> assertThat(done)
                                .startsWith("{\"bucket\":\"2017-01-01\",\"stage\":\"canning\",\"state\":\"canned\","
                                        + "\"reports\":1,\"cans\":1,\"cans_replaced\":0,\"cans_before\":0,"
                                        + "\"left_alone\":0,\"deleted\":0,\"text_bytes\":290,\"file_bytes\":")
                                .contains("\"seconds\":"),
                        failed -> assertThat(failed)
                                .startsWith("{\"bucket\":\"2017-01-02\",\"stage\":\"canning\",\"state\":\"failed\","
                                        + "\"exit\":65,\"error\":\""));
        assertThat(run.code()).isEqualTo(65);
    }

    @Test
    void aSecondRunDoesNothing() throws IOException {
        write(NAME, DATUM);
        CommandRun.of("run", "--root", root, "--bucket", DAY);

        CommandRun run = CommandRun.of("run", "--root", root, "--bucket", DAY);

        assertThat(run.out().lines()).hasSize(3).allMatch(line -> line.contains("nothing new, 1 "));
        assertThat(run.code()).isZero();
    }

    @Test
    void whatArrivesLaterGoesTheWholeWay() throws IOException {
        write(NAME, DATUM);
        CommandRun.of("run", "--root", root, "--bucket", DAY);
        write(NAME.replace("T000000Z", "T000001Z"), DATUM.replace("00:00:00", "00:00:09"));

        CommandRun run = CommandRun.of("run", "--root", root, "--bucket", DAY);

        assertThat(run.out())
                .contains("canning: 1 report (290 B) into 1 can")
                .contains("beside 1 can from before")
                .contains("autoclaving: 1 measurement of 1 report")
                .contains("centrifugation: 1 measurement of 1 report from 1 file")
                .contains("beside 1 file from before");
        assertThat(run.code()).isZero();
    }

    private void write(String... namesAndTexts) throws IOException {
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            Files.writeString(day.resolve(namesAndTexts[i]), namesAndTexts[i + 1]);
        }
    }

    private static boolean mount(Path disk) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
