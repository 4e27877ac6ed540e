package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.can.DeletedReports.Deletion;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.ChildJvm;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Progress;

class RepackingTest {
    private static final long SEED = Long.getLong("seed", 20_261_120);
    private static final Set<String> VICTIMS = Set.of(textname("ndt", 1), textname("dash", 0), textname("dash", 1));

    @TempDir
    Path temp;

    private static String textname(String test, int n) {
        return TestBucket.DAY + "/" + TestBucket.name(test, n).file();
    }

    /** A tar of three, of which one is to go; a tar of two, which are to go; a report that is alone; and a tar. */
    private static TestBucket reports(Path home, Set<String> without) throws IOException {
        TestBucket bucket = new TestBucket(home);
        for (String test : List.of("ndt", "dash", "tor", "web_connectivity")) {
            for (int n = 0; n < (test.equals("tor") ? 1 : test.equals("dash") ? 2 : 3); n++) {
                if (!without.contains(textname(test, n))) {
                    bucket.report(test, n, 9_000 + n);
                }
            }
        }
        return bucket;
    }

    private static RepackedBucket repack(TestBucket bucket) throws IOException {
        return new Repacking(bucket.cannedRoot()).run(TestBucket.DAY, VICTIMS, Progress.NONE);
    }

    @Test
    void cansAreAsIfTheReportsHadNeverBeen() throws IOException {
        TestBucket bucket = reports(temp.resolve("with"), Set.of());
        bucket.can();

        RepackedBucket repacked = repack(bucket);

        assertThat(repacked.reports()).containsExactlyInAnyOrderElementsOf(VICTIMS);
        assertThat(repacked.repacked()).containsExactly(TestBucket.DAY + "/ndt.0.tar.lz4");
        assertThat(repacked.removed()).containsExactly(TestBucket.DAY + "/dash.0.tar.lz4");
        assertThat(bucket.state())
                .isEqualTo(reports(temp.resolve("without"), VICTIMS).stateWhenCanned());
        assertThat(repack(bucket).isUntouched()).isTrue();
    }

    @Test
    void whatIsLeftOfATarStaysATar() throws IOException {
        TestBucket bucket = reports(temp.resolve("home"), Set.of());
        bucket.can();
        Set<String> two = Set.of(textname("ndt", 0), textname("ndt", 2));

        new Repacking(bucket.cannedRoot()).run(TestBucket.DAY, two, Progress.NONE);

        assertThat(bucket.index()).contains("ndt.0.tar.lz4", textname("ndt", 1)).doesNotContain(two);
        assertThat(bucket.can().state()).isEqualTo(CanningResult.State.EXTENDED);
    }

    @Test
    void deletedReportsAreNotCannedAgainThoughTheyAreThere() throws IOException {
        TestBucket bucket = reports(temp.resolve("home"), Set.of());
        VICTIMS.forEach(name -> record(bucket, name));

        assertThat(bucket.can())
                .extracting(CanningResult::deleted, CanningResult::reports)
                .containsExactly(3, 6);

        assertThat(bucket.state())
                .isEqualTo(reports(temp.resolve("without"), VICTIMS).stateWhenCanned());
    }

    @Test
    void whatAnUnfinishedRunMadeOfADeletedReportIsDebris() throws IOException {
        TestBucket bucket = new TestBucket(temp.resolve("home")).report("ndt", 0, 99);
        bucket.can();
        Files.setPosixFilePermissions(bucket.canned(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.delete(bucket.canned("index.json.gz"));
        assertThatThrownBy(() -> repack(bucket))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("run canning");
        record(bucket, textname("ndt", 0));

        bucket.can();

        assertThat(bucket.state().keySet()).containsExactly("", "index.json.gz");
    }

    private static void record(TestBucket bucket, String textname) {
        try {
            DeletedReports.record(bucket.cannedRoot(), List.of(new Deletion(textname, "", Instant.EPOCH)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDamagedCanIsNamedAndNothingChanges() throws IOException {
        TestBucket bucket = reports(temp.resolve("home"), Set.of());
        bucket.can();
        Path can = bucket.canned("ndt.0.tar.lz4");
        Files.setPosixFilePermissions(can, PosixFilePermissions.fromString("rw-r--r--"));
        byte[] bytes = Files.readAllBytes(can);
        bytes[bytes.length / 2] ^= 1;
        Files.write(can, bytes);
        Files.setPosixFilePermissions(can, PosixFilePermissions.fromString("r--r--r--"));
        Map<String, String> before = bucket.state();

        assertThatThrownBy(() -> repack(bucket))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("ndt.0.tar.lz4");

        bucket.can();
        assertThat(bucket.state()).isEqualTo(before);
    }

    @Test
    void aKilledRunIsFinishedByTheNext() throws Exception {
        Random random = new Random(SEED);
        Map<String, String> whole = reports(temp.resolve("without"), VICTIMS).stateWhenCanned();
        long time = 0;
        int killedAtWork = 0;
        for (int i = 0; i < 5; i++) {
            TestBucket bucket = reports(temp.resolve("home" + i), Set.of());
            bucket.can();
            try (ChildJvm run =
                    ChildJvm.start(bucket.home(), Run.class, bucket.home().toString())) {
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
            repack(bucket);
            assertThat(bucket.state()).as("seed %d, run %d", SEED, i).isEqualTo(whole);
        }
        assertThat(killedAtWork).as("runs killed at work").isPositive();
    }

    /** Repacks a bucket, whose home is its argument. */
    static final class Run {
        public static void main(String[] args) throws IOException {
            TestBucket bucket = new TestBucket(Path.of(args[0]));
            System.out.println("ready");
            repack(bucket);
            System.out.println("done");
        }
    }
}
