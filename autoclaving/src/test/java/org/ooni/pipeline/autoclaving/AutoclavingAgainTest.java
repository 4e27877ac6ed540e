package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.AutoclavingResult.State;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.can.DeletedReports.Deletion;
import org.ooni.pipeline.canning.Canning;
import org.ooni.pipeline.canning.Repacking;
import org.ooni.pipeline.io.Progress;

/** Files that are made again in their places, and files that go. */
class AutoclavingAgainTest {
    private static final long SEED = Long.getLong("seed", 20_261_120);
    private static final String NDT = TestBucket.DAY + "/ndt.0.tar.lz4";
    private static final String DASH = TestBucket.DAY + "/dash.0.tar.lz4";
    private static final Set<String> VICTIMS = Set.of(
            TestBucket.textname("ndt", 1, "json"),
            TestBucket.textname("dash", 0, "json"),
            TestBucket.textname("dash", 1, "json"));

    @TempDir
    private Path temp;

    private TestBucket bucket;

    @BeforeEach
    void aCompleteBucketOfThreeCans() throws IOException {
        bucket = made("home");
    }

    private TestBucket made(String home) throws IOException {
        return new TestBucket(temp.resolve(home))
                .reports("dash", 0, 2)
                .reports("ndt", 0, 4)
                .reports("tor", 0, 4)
                .made();
    }

    private Map<String, String> stateWithout() throws IOException {
        TestBucket without = new TestBucket(temp.resolve("without"))
                .reports("ndt", 0, 1)
                .reports("ndt", 2, 4)
                .reports("tor", 0, 4);
        return without.made().state();
    }

    private static TestBucket deletedFromCans(TestBucket bucket) throws IOException {
        DeletedReports.record(
                bucket.cannedRoot(),
                VICTIMS.stream()
                        .map(name -> new Deletion(name, name.contains("ndt") ? NDT : DASH, Instant.EPOCH))
                        .toList());
        new Repacking(bucket.cannedRoot()).run(TestBucket.DAY, VICTIMS, Progress.NONE);
        return bucket;
    }

    private AutoclavingResult again(String... files) throws IOException {
        return bucket.autoclaving(TestBucket.MAX_MEASUREMENT, 2)
                .runAgain(TestBucket.DAY, new TreeSet<>(Set.of(files)), Progress.NONE);
    }

    @Test
    void whatLeftTheCansLeavesTheArchiveWithTheNextRun() throws IOException {
        deletedFromCans(bucket);
        assertThat(bucket.run())
                .extracting(AutoclavingResult::state, AutoclavingResult::behind)
                .containsExactly(State.UNCHANGED, 2);

        assertThat(bucket.runMissing())
                .extracting(AutoclavingResult::files, AutoclavingResult::replaced, AutoclavingResult::removed)
                .containsExactly(1, 1, 1);

        assertThat(bucket.state()).isEqualTo(stateWithout());
        assertThat(bucket.runMissing().state()).isEqualTo(State.UNCHANGED);
    }

    @Test
    void whatJoinsACanGetsIntoItsFileWithTheNextRun() throws IOException {
        bucket.reports("ndt", 4, 5);
        Canning canning = new Canning(bucket.rawRoot(), bucket.cannedRoot(), 1);
        for (int n = 5;
                canning.runJoining(TestBucket.DAY, report -> true, Progress.NONE)
                                .replaced()
                        == 0;
                n++) {
            bucket.reports("ndt", n, n + 1);
        }
        AutoclavingResult behind = bucket.run();
        assertThat(behind.behind()).isEqualTo(4);

        assertThat(bucket.runMissing())
                .extracting(AutoclavingResult::files, AutoclavingResult::replaced)
                .containsExactly(4, 1);

        assertThat(bucket.runMissing().state()).isEqualTo(State.UNCHANGED);
        assertThat(bucket.run().behind()).isZero();
    }

    @Test
    void onlyWhatIsNamedIsMadeAgain() throws IOException {
        deletedFromCans(bucket);
        Map<String, String> before = bucket.state();
        assertThat(again(DASH).removed()).isEqualTo(1);
        assertThat(bucket.state()).containsEntry("ndt.0.tar.lz4", before.get("ndt.0.tar.lz4"));
        assertThat(bucket.autoclaved("dash.0.tar.lz4")).doesNotExist();
        assertThat(again(NDT).replaced()).isEqualTo(1);
        assertThat(bucket.state()).isEqualTo(stateWithout());
    }

    @Test
    void aFileThatIsMadeAgainAsItWasStaysInItsPlace() throws IOException {
        Map<String, String> before = bucket.state();
        Object file = key("ndt.0.tar.lz4");
        Object index = key("index.json.gz");
        assertThat(again(NDT, TestBucket.DAY + "/unknown.0.tar.lz4"))
                .extracting(
                        AutoclavingResult::state,
                        AutoclavingResult::replaced,
                        AutoclavingResult::same,
                        AutoclavingResult::present)
                .containsExactly(State.EXTENDED, 0, 1, 2);
        assertThat(bucket.state()).isEqualTo(before);
        assertThat(key("ndt.0.tar.lz4")).isEqualTo(file);
        assertThat(key("index.json.gz")).isEqualTo(index);
        assertThat(again().state()).isEqualTo(State.UNCHANGED);
    }

    private Object key(String file) throws IOException {
        return Files.readAttributes(bucket.autoclaved(file), BasicFileAttributes.class)
                .fileKey();
    }

    @Test
    void whatIsWantedIsMadeBeItMissingDamagedOrAsItWas() throws IOException {
        bucket.reports("web", 0, 3).can();
        Path dash = bucket.autoclaved("dash.0.tar.lz4");
        Files.setPosixFilePermissions(dash, PosixFilePermissions.fromString("rw-r--r--"));
        byte[] bytes = Files.readAllBytes(dash);
        bytes[bytes.length / 2] ^= 1;
        Files.write(dash, bytes);
        String tor = bucket.state().get("tor.0.tar.lz4");

        assertThat(bucket.autoclaving(TestBucket.MAX_MEASUREMENT, 2)
                        .make(TestBucket.DAY, file -> !file.contains("tor"), Progress.NONE))
                .extracting(
                        AutoclavingResult::files,
                        AutoclavingResult::replaced,
                        AutoclavingResult::same,
                        AutoclavingResult::present)
                .containsExactly(3, 1, 1, 1);

        TestBucket fresh = made("fresh");
        fresh.reports("web", 0, 3).can();
        fresh.runMissing();
        assertThat(bucket.state()).isEqualTo(fresh.state()).containsEntry("tor.0.tar.lz4", tor);
    }

    @Test
    void aBucketThatWasNeverMadeGetsWhatIsWanted() throws IOException {
        TestBucket never = new TestBucket(temp.resolve("never"))
                .reports("dash", 0, 2)
                .reports("ndt", 0, 4)
                .reports("tor", 0, 4);
        never.can();
        never.autoclaving(TestBucket.MAX_MEASUREMENT, 2).make(TestBucket.DAY, NDT::equals, Progress.NONE);
        assertThat(never.autoclaved("ndt.0.tar.lz4")).exists();
        assertThat(never.autoclaved("dash.0.tar.lz4")).doesNotExist();
        assertThat(never.runMissing().files()).isEqualTo(2);
        assertThat(never.state()).isEqualTo(bucket.state());
    }

    @Test
    void aFileWithoutCanStaysUnlessAllItsReportsWereDeleted() throws IOException {
        new Repacking(bucket.cannedRoot()).run(TestBucket.DAY, VICTIMS, Progress.NONE);
        Map<String, String> before = bucket.state();
        assertThat(bucket.runMissing().state()).isEqualTo(State.UNCHANGED);
        assertThat(again(DASH).state()).isEqualTo(State.UNCHANGED);
        assertThat(bucket.state()).isEqualTo(before);
    }

    @Test
    void filesThatCansWaitForAreLeftToAnotherRun() throws IOException {
        bucket.reports("web", 0, 3).can();
        assertThat(again(NDT).files()).isEqualTo(1);
        assertThat(bucket.autoclaved("web.0.tar.lz4")).doesNotExist();
        assertThat(bucket.runMissing().files()).isEqualTo(1);
        assertThat(Files.exists(bucket.autoclaved("web.0.tar.lz4"))).isTrue();
    }

    @Test
    void aKilledRunIsFinishedByTheNext() throws Exception {
        Random random = new Random(SEED);
        Map<String, String> whole = stateWithout();
        long time = 0;
        int killedAtWork = 0;
        for (int i = 0; i < 4; i++) {
            TestBucket killed = deletedFromCans(made("killed" + i));
            try (ChildJvm run = ChildJvm.start(Run.class, killed.home().toString())) {
                assertThat(run.readLine()).isEqualTo("ready");
                long start = System.nanoTime();
                if (i == 0) {
                    assertThat(run.readLine()).isEqualTo("done");
                    time = System.nanoTime() - start;
                } else {
                    TimeUnit.NANOSECONDS.sleep((long) (time * random.nextDouble()));
                    killedAtWork += run.kill() ? 1 : 0;
                }
            }
            killed.runMissing();
            assertThat(killed.state()).as("seed %d, run %d", SEED, i).isEqualTo(whole);
        }
        assertThat(killedAtWork).as("runs killed at work").isPositive();
    }

    /** Autoclaves what is missing or out of date in the bucket at home in its argument. */
    static final class Run {
        public static void main(String[] args) throws IOException {
            TestBucket bucket = new TestBucket(Path.of(args[0]));
            System.out.println("ready");
            bucket.runMissing();
            System.out.println("done");
        }
    }
}
