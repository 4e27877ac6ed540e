package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.admission.AdmissionRules;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.io.Progress;

/** A run that holds some reports back and releases others is killed; the next, under the same rules or older ones. */
class HeldReportsKillTest {
    private static final long SEED = 20261129;
    private static final String BEFORE = rules("id1, id2", "t0");
    private static final String AFTER = rules("id2, id3", "t1");

    @TempDir
    private Path temp;

    private final Random random = new Random(SEED);

    private static String rules(String ids, String test) {
        return "rules:\n- {id: some, reason: a test, match: {report_id: [" + ids + "]}}\n"
                + "- {id: soft, reason: a test, match: {software_name: x, test_name: " + test + "}}\n";
    }

    private static TestBucket made(Path home) throws IOException {
        TestBucket bucket = new TestBucket(home);
        for (int test = 0; test < 4; test++) {
            bucket.reports("t" + test, 0, 6);
            bucket.json("t" + test, 9, "{\"data_format_version\":\"0.2.0\",\"software_name\":\"x\"}\n");
        }
        run(bucket.can(), BEFORE);
        return bucket;
    }

    private static void run(TestBucket bucket, String rules) throws IOException {
        Path file = Files.writeString(bucket.home().resolve("admission.yaml"), rules);
        new Autoclaving(
                        bucket.cannedRoot(),
                        bucket.autoclavedRoot(),
                        BridgeDb.read(bucket.home().resolve("bridge_db.json")),
                        ScrubbingRules.none(),
                        AdmissionRules.read(file),
                        TestBucket.MAX_MEASUREMENT,
                        2,
                        Clock.systemUTC())
                .runMissing(TestBucket.DAY, Progress.NONE);
    }

    private static HeldReports recorded(TestBucket bucket) throws IOException {
        return HeldReports.read(bucket.cannedRoot(), TestBucket.DAY);
    }

    @Test
    void whateverAKilledRunLeavesTheNextMakesItAsItsRulesSay() throws Exception {
        TestBucket undisturbed = made(temp.resolve("whole"));
        Map<String, String> before = undisturbed.state();
        String rulesBefore = recorded(undisturbed).rules();
        run(undisturbed, AFTER);
        Map<String, String> after = undisturbed.state();
        assertThat(after).isNotEqualTo(before);

        long time = 0;
        int killedAtWork = 0;
        for (int i = 0; i < 4; i++) {
            TestBucket bucket = made(temp.resolve("home" + i));
            try (ChildJvm run = ChildJvm.start(Run.class, bucket.home().toString())) {
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
            HeldReports left = recorded(bucket);
            if (left.settled()) {
                // Then the archive is what the record says, though perhaps a journal is still to be completed.
                boolean isOld = left.rules().equals(rulesBefore);
                run(bucket, isOld ? BEFORE : AFTER);
                assertThat(bucket.state()).as("seed %d, run %d", SEED, i).isEqualTo(isOld ? before : after);
            }
            run(bucket, i % 2 == 0 ? BEFORE : AFTER);
            assertThat(bucket.state()).as("seed %d, run %d", SEED, i).isEqualTo(i % 2 == 0 ? before : after);
            assertThat(recorded(bucket).settled()).isTrue();
        }
        assertThat(killedAtWork).as("runs killed at work").isPositive();
    }

    @Test
    void nothingIsTakenFromARecordThatIsNotSettled() throws Exception {
        TestBucket bucket = made(temp.resolve("day"));
        Map<String, String> before = bucket.state();
        HeldReports settled = recorded(bucket);
        run(bucket, AFTER);
        HeldReports after = recorded(bucket);
        // As if the run back had been killed when it had said what it is about, and when it had published.
        settled.onTheWayFrom(after).write(bucket.cannedRoot(), TestBucket.DAY);
        run(bucket, BEFORE);
        assertThat(bucket.state()).isEqualTo(before);
        settled.onTheWayFrom(after).write(bucket.cannedRoot(), TestBucket.DAY);
        run(bucket, BEFORE);
        assertThat(bucket.state()).isEqualTo(before);
        assertThat(recorded(bucket).reports().keySet())
                .isEqualTo(settled.reports().keySet());
    }

    /** Autoclaves under the newer rules in the bucket at home in its argument. */
    static final class Run {
        public static void main(String[] args) throws IOException {
            TestBucket bucket = new TestBucket(Path.of(args[0]));
            System.out.println("ready");
            run(bucket, AFTER);
            System.out.println("done");
        }
    }
}
