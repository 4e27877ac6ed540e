package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a process that is killed at random moments, after each of which the rest is done by another. */
class AutoclavingKillTest {
    private static final long SEED = 20160928;
    private static final int KILLS = 3;

    /** Where a machine is busy with others, all of the first may come too late. */
    private static final int MOST_KILLS = 20;

    @TempDir
    private Path temp;

    private final Random random = new Random(SEED);
    private int killedAtWork;

    @Test
    void whatAKilledRunLeavesTheNextFinishes() throws Exception {
        TestBucket undisturbed = first(temp.resolve("whole"));
        long time = timeOf(undisturbed, "run");
        Map<String, String> whole = undisturbed.state();
        for (int i = 0; i < KILLS || killedAtWork == 0 && i < MOST_KILLS; i++) {
            TestBucket bucket = first(temp.resolve("home" + i));
            kill(bucket, "run", time);
            assertThat(bucket.stateWhenRun()).as("seed %d, kill %d", SEED, i).isEqualTo(whole);
        }
        assertThat(killedAtWork).as("runs killed at work").isPositive();
    }

    @Test
    void whatAKilledAdditionLeavesTheNextFinishes() throws Exception {
        TestBucket undisturbed = second(first(temp.resolve("whole")).made());
        long time = timeOf(undisturbed, "runMissing");
        Map<String, String> whole = undisturbed.state();
        for (int i = 0; i < KILLS || killedAtWork == 0 && i < MOST_KILLS; i++) {
            TestBucket bucket = first(temp.resolve("home" + i)).made();
            Map<String, String> before = bucket.state();
            before.remove("");
            before.remove("index.json.gz");
            second(bucket);
            kill(bucket, "runMissing", time);
            assertThat(bucket.state())
                    .as("seed %d, kill %d: files that were there", SEED, i)
                    .containsAllEntriesOf(before);
            bucket.runMissing();
            assertThat(bucket.state()).as("seed %d, kill %d", SEED, i).isEqualTo(whole);
        }
        assertThat(killedAtWork).as("runs killed at work").isPositive();
    }

    private static long timeOf(TestBucket bucket, String what) throws IOException {
        try (ChildJvm run = start(bucket, what)) {
            long start = System.nanoTime();
            assertThat(run.readLine()).isEqualTo("done");
            return System.nanoTime() - start;
        }
    }

    private void kill(TestBucket bucket, String what, long time) throws Exception {
        try (ChildJvm run = start(bucket, what)) {
            TimeUnit.NANOSECONDS.sleep((long) (time * random.nextDouble()));
            if (run.kill()) {
                killedAtWork++;
            }
        }
    }

    private static ChildJvm start(TestBucket bucket, String what) throws IOException {
        ChildJvm run = ChildJvm.start(Run.class, bucket.home().toString(), what);
        assertThat(run.readLine()).isEqualTo("ready");
        return run;
    }

    private static TestBucket first(Path home) throws IOException {
        return tests(new TestBucket(home), 0);
    }

    private static TestBucket second(TestBucket bucket) throws IOException {
        return tests(bucket, 10);
    }

    private static TestBucket tests(TestBucket bucket, int from) throws IOException {
        for (int test = 0; test < 6; test++) {
            bucket.reports("t" + test, from, from + 9);
        }
        return bucket.can();
    }

    /** Autoclaves the bucket at home in its first argument. */
    static final class Run {
        public static void main(String[] args) throws IOException {
            TestBucket bucket = new TestBucket(Path.of(args[0]));
            System.out.println("ready");
            if (args[1].equals("run")) {
                bucket.run();
            } else {
                bucket.runMissing();
            }
            System.out.println("done");
        }
    }
}
