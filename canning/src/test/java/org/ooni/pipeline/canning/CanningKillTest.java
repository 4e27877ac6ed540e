package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.ChildJvm;

/** Runs in a process that is killed at a random moment, and again, and then are let be. */
class CanningKillTest {
    private static final long SEED = 20160928;
    private static final int KILLS = 4;

    @TempDir
    Path temp;

    private final Random random = new Random(SEED);
    private long undisturbed;
    private int killedAtWork;

    @BeforeEach
    void measureAnUndisturbedRun() throws Exception {
        TestBucket bucket = first(temp.resolve("measured"));
        long start = 0;
        try (ChildJvm run = run(bucket)) {
            start = System.nanoTime();
            assertThat(run.readLine()).isEqualTo("done");
        }
        undisturbed = System.nanoTime() - start;
    }

    @Test
    void aKilledCanningIsFinishedByTheNext() throws Exception {
        Map<String, String> whole = first(temp.resolve("whole")).stateWhenCanned();
        TestBucket bucket = first(temp.resolve("once"));
        TestBucket tormented = first(temp.resolve("often"));
        kill(bucket);
        assertThat(bucket.stateWhenCanned()).as("seed %d", SEED).isEqualTo(whole);
        for (int i = 1; i < KILLS; i++) {
            kill(tormented);
        }
        assertThat(tormented.stateWhenCanned()).as("seed %d", SEED).isEqualTo(whole);
        assertThat(killedAtWork).as("runs killed at work").isPositive();
    }

    @Test
    void aKilledAdditionIsFinishedByTheNext() throws Exception {
        TestBucket undisturbedTwice = first(temp.resolve("whole"));
        undisturbedTwice.can();
        Map<String, String> whole = second(undisturbedTwice).stateWhenCanned();
        for (int i = 0; i < KILLS; i++) {
            TestBucket bucket = first(temp.resolve("home" + i));
            bucket.can();
            Map<String, String> before = bucket.state();
            before.remove("");
            second(bucket);
            kill(bucket);
            before.remove("index.json.gz");
            assertThat(bucket.state()).as("seed %d: old cans", SEED).containsAllEntriesOf(before);
            assertThat(bucket.stateWhenCanned()).as("seed %d, kill %d", SEED, i).isEqualTo(whole);
        }
        assertThat(killedAtWork).as("runs killed at work").isPositive();
    }

    private void kill(TestBucket bucket) throws Exception {
        try (ChildJvm run = run(bucket)) {
            TimeUnit.NANOSECONDS.sleep((long) (undisturbed * random.nextDouble()));
            if (run.kill()) {
                killedAtWork++;
            }
        }
    }

    private static ChildJvm run(TestBucket bucket) throws IOException {
        ChildJvm run = ChildJvm.start(bucket.home(), Run.class, bucket.home().toString());
        assertThat(run.readLine()).isEqualTo("ready");
        return run;
    }

    private static TestBucket first(Path home) throws IOException {
        return reports(new TestBucket(home), 0);
    }

    private static TestBucket second(TestBucket bucket) throws IOException {
        return reports(bucket, 60);
    }

    private static TestBucket reports(TestBucket bucket, int from) throws IOException {
        for (int n = from; n < from + 60; n++) {
            bucket.report(n % 20 == 0 ? "dash" : "ndt", n, n % 7 == 0 ? 66_000 : 15_000 + n);
        }
        return bucket;
    }

    /** Cans a bucket, whose home is its argument. */
    static final class Run {
        public static void main(String[] args) throws IOException {
            TestBucket bucket = new TestBucket(Path.of(args[0]));
            System.out.println("ready");
            bucket.can();
            System.out.println("done");
        }
    }
}
