package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.CannotWriteException;

/** A public archive on a file system that the test mounts where it may, and fills up. */
class FullDiskTest {
    @TempDir
    private Path temp;

    private TestBucket bucket;
    private Path ballast;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        bucket = new TestBucket(temp.resolve("home"));
        Files.createDirectories(bucket.autoclavedRoot());
        Tool.mount(bucket.autoclavedRoot(), "40m");
        ballast = bucket.autoclavedRoot().resolve("ballast");
    }

    @AfterEach
    void unmountIt() throws Exception {
        if (ballast != null) {
            Tool.shell("umount \"$1\"", bucket.autoclavedRoot());
        }
    }

    @Test
    void aDiskThatFillsUpIsToldAndARerunFinishes() throws IOException {
        Map<String, String> whole = noisy(new TestBucket(temp.resolve("whole"))).stateWhenRun();
        noisy(bucket);
        leave(300_000);
        assertFull();
        assertThat(bucket.index()).doesNotExist();
        assertThat(bucket.state().keySet()).isSubsetOf(whole.keySet());
        assertFull();

        Files.delete(ballast);
        assertThat(bucket.stateWhenRun()).isEqualTo(whole);
    }

    @Test
    void aDiskThatFillsUpWithATemporaryFileIsTold() throws IOException {
        String line = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}\n";
        bucket.json("ndt", 0, line.repeat(40)).reports("ndt", 1, 2).can();
        leave(2 << 20);
        assertFull();
        Files.delete(ballast);
        Map<String, String> state = bucket.stateWhenRun();
        assertThat(state).containsOnlyKeys("", "index.json.gz", "ndt.0.tar.lz4");
    }

    private void leave(int bytes) throws IOException {
        Files.write(ballast, new byte[(40 << 20) - bytes - (64 << 10)]);
    }

    private void assertFull() {
        assertThatThrownBy(bucket::run)
                .isInstanceOf(CannotWriteException.class)
                .hasMessageMatching("cannot write \\Q" + bucket.autoclaved() + "\\E/\\S+: No space left on device");
    }

    /** Ten files of about 80 kB. */
    private static TestBucket noisy(TestBucket bucket) throws IOException {
        Random random = new Random(1);
        for (int test = 0; test < 10; test++) {
            StringBuilder noise = new StringBuilder();
            for (int i = 0; i < 100_000; i++) {
                noise.append((char) ('0' + random.nextInt(74)));
            }
            String text = noise.toString().replace('\\', '/');
            bucket.json("t" + test, 0, "{\"data_format_version\":\"0.2.0\",\"test_keys\":\"" + text + "\"}\n");
        }
        return bucket.can();
    }
}
