package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CanVerification;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.canning.CanningResult.State;
import org.ooni.pipeline.io.ChildJvm;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.RawReport;
import org.ooni.pipeline.raw.ReportsRaw;

/** Reports that come one after the other, into cans that do not become many. */
class JoiningArrivalsTest {
    private static final long SEED = Long.getLong("seed", 20_261_120);

    @TempDir
    Path temp;

    private static CanningResult join(TestBucket bucket) throws IOException {
        return new Canning(bucket.rawRoot(), bucket.cannedRoot(), 2, TestBucket.CAN_SIZE)
                .runJoining(TestBucket.DAY, report -> true, Progress.NONE);
    }

    private static List<Can> cans(TestBucket bucket) throws IOException {
        List<Can> cans = new ArrayList<>();
        try (CanIndex.Reader index = CanIndex.open(bucket.canned("index.json.gz"))) {
            for (Can can = index.next(); can != null; can = index.next()) {
                cans.add(can);
            }
        }
        return cans;
    }

    private static List<String> names(TestBucket bucket) throws IOException {
        return cans(bucket).stream().map(Can::basename).toList();
    }

    /** Four cans of a test that needs one: the last is a tar, of one. */
    private static TestBucket withThreeTooMany(Path home) throws IOException {
        TestBucket bucket = new TestBucket(home);
        for (int n = 0; n < 4; n++) {
            bucket.report("ndt", n, 100 + n);
            assertThat(join(bucket).replaced()).isZero();
        }
        return bucket.report("dash", 0, 9).report("dash", 1, 9);
    }

    @Test
    void aTestGetsThreeCansTooManyAndThenLateReportsJoinATar() throws IOException {
        TestBucket bucket = withThreeTooMany(temp);
        assertThat(names(bucket))
                .containsExactly(
                        TestBucket.name("ndt", 0).file() + ".lz4",
                        TestBucket.name("ndt", 1).file() + ".lz4",
                        TestBucket.name("ndt", 2).file() + ".lz4",
                        "ndt.0.tar.lz4");

        bucket.report("ndt", 7, 700).report("ndt", 5, 500);
        assertThat(join(bucket))
                .extracting(
                        CanningResult::state,
                        CanningResult::reports,
                        CanningResult::cans,
                        CanningResult::replaced,
                        CanningResult::present)
                .containsExactly(State.EXTENDED, 4, 2, 1, 3);

        assertThat(names(bucket)).hasSize(5).contains("dash.0.tar.lz4");
        assertThat(cans(bucket).get(3).reports())
                .extracting(CannedText::textname)
                .as("late ones at the end, by name")
                .containsExactly(textname(3), textname(5), textname(7));
        assertThat(join(bucket).state()).isEqualTo(State.UNCHANGED);
        assertThat(bucket.can().state()).as("to a run that does not join").isEqualTo(State.UNCHANGED);
    }

    private static String textname(int n) {
        return TestBucket.DAY + "/" + TestBucket.name("ndt", n).file();
    }

    @Test
    void aRunThatDoesNotJoinMakesFurtherCans() throws IOException {
        TestBucket bucket = withThreeTooMany(temp);
        Map<String, String> before = bucket.state();
        bucket.report("ndt", 9, 100);
        assertThat(bucket.can().replaced()).isZero();
        assertThat(bucket.state()).containsEntry("ndt.0.tar.lz4", before.get("ndt.0.tar.lz4"));
        assertThat(names(bucket)).hasSize(6);
    }

    /** Of whatever sizes and in whatever portions they come. */
    @Test
    void nothingIsLostOrDoubledAndCansStayFewAndSound() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 20; i++) {
            TestBucket bucket = new TestBucket(temp.resolve("home" + i));
            int reports = 0;
            for (int arrivals = 0; arrivals < 12; arrivals++) {
                for (int n = random.nextInt(4); n >= 0; n--) {
                    String test = random.nextInt(3) == 0 ? "dash" : "ndt";
                    int size = random.nextInt(10) == 0 ? TestBucket.CAN_SIZE : random.nextInt(TestBucket.CAN_SIZE / 8);
                    bucket.report(test, random.nextInt(1_000) * 50 + reports, size);
                    reports++;
                }
                join(bucket);
                assertThat(surplus(bucket, "ndt"))
                        .as("seed %d, run %d", SEED, i)
                        .isLessThanOrEqualTo(3);
                assertThat(surplus(bucket, "dash"))
                        .as("seed %d, run %d", SEED, i)
                        .isLessThanOrEqualTo(3);
            }
            assertThat(cans(bucket).stream()
                            .flatMap(can -> can.reports().stream())
                            .map(CannedText::textname))
                    .as("seed %d, run %d", SEED, i)
                    .doesNotHaveDuplicates()
                    .hasSize(reports);
            List<Finding> findings = new ArrayList<>();
            for (Can can : cans(bucket)) {
                new CanVerification(bucket.cannedRoot(), findings::add, Progress.NONE).run(can);
            }
            assertThat(findings).as("seed %d, run %d", SEED, i).isEmpty();
        }
    }

    private static int surplus(TestBucket bucket, String test) throws IOException {
        long cans = names(bucket).stream().filter(name -> name.contains(test)).count();
        List<RawReport> reports = ReportsRaw.list(bucket.raw()).reports().stream()
                .filter(report -> report.name().testName().equals(test))
                .toList();
        return (int) cans - PackPlan.of(reports, Map.of(), TestBucket.CAN_SIZE).size();
    }

    @Test
    void aDamagedCanIsNamedAndNothingChanges() throws IOException {
        TestBucket bucket = withThreeTooMany(temp);
        Path can = bucket.canned("ndt.0.tar.lz4");
        Files.setPosixFilePermissions(can, PosixFilePermissions.fromString("rw-r--r--"));
        byte[] bytes = Files.readAllBytes(can);
        bytes[bytes.length / 2] ^= 1;
        Files.write(can, bytes);
        Files.setPosixFilePermissions(can, PosixFilePermissions.fromString("r--r--r--"));
        Map<String, String> before = bucket.state();
        bucket.report("ndt", 9, 100);

        assertThatThrownBy(() -> join(bucket))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("ndt.0.tar.lz4");

        Files.delete(bucket.raw("ndt", 9));
        Files.delete(bucket.raw("dash", 0));
        Files.delete(bucket.raw("dash", 1));
        bucket.can();
        assertThat(bucket.state()).isEqualTo(before);
    }

    @Test
    void aKilledRunIsFinishedByTheNext() throws Exception {
        Random random = new Random(SEED);
        Map<String, String> whole = null;
        long time = 0;
        int killedAtWork = 0;
        for (int i = 0; i < 5; i++) {
            TestBucket bucket = withThreeTooMany(temp.resolve("home" + i));
            bucket.report("ndt", 9, 9_000);
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
            join(bucket);
            whole = whole == null ? bucket.state() : whole;
            assertThat(bucket.state()).as("seed %d, run %d", SEED, i).isEqualTo(whole);
        }
        assertThat(killedAtWork).as("runs killed at work").isPositive();
    }

    /** Cans a bucket, whose home is its argument. */
    static final class Run {
        public static void main(String[] args) throws IOException {
            TestBucket bucket = new TestBucket(Path.of(args[0]));
            System.out.println("ready");
            join(bucket);
            System.out.println("done");
        }
    }
}
