package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.CannotWriteException;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.io.Tool;

/** Cans on a file system of 1 MiB, which the test mounts where it may. */
class FullDiskTest {
    @TempDir
    Path temp;

    private TestBucket bucket;
    private boolean mounted;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        bucket = new TestBucket(temp.resolve("home"));
        Files.createDirectories(bucket.cannedRoot());
        try {
            Tool.MOUNT.run(
                    "-t", "tmpfs", "-o", "size=1m", "tmpfs", bucket.cannedRoot().toString());
            mounted = true;
        } catch (IOException e) {
            assumeTrue(false, "only root may mount a small file system");
        }
    }

    @AfterEach
    void unmountIt() throws Exception {
        if (mounted) {
            Tool.UMOUNT.run(bucket.cannedRoot().toString());
        }
    }

    @Test
    void aDiskThatFillsUpWhileCansAreMadeLeavesDebrisThatARerunFinishes() throws IOException {
        Map<String, String> whole = large(new TestBucket(temp.resolve("whole"))).stateWhenCanned();
        Path ballast = Files.write(bucket.cannedRoot().resolve("ballast"), new byte[700_000]);
        large(bucket);
        assertFull();
        assertThat(bucket.canned(PublishedDirectory.INDEX)).doesNotExist();
        assertThat(bucket.state().keySet()).isSubsetOf(whole.keySet());
        assertFull();

        Files.delete(ballast);
        assertThat(bucket.stateWhenCanned()).isEqualTo(whole);
    }

    @Test
    void aDiskThatIsFullForAnAdditionLeavesTheBucketAsItWas() throws IOException {
        TestBucket undisturbed = new TestBucket(temp.resolve("whole")).report("dash", 0, 100);
        undisturbed.can();
        Map<String, String> whole = large(undisturbed).stateWhenCanned();
        bucket.report("dash", 0, 100).can();
        Map<String, String> before = bucket.state();
        // It stays writable, for there are cans that the index does not name.
        before.remove("");
        large(bucket);
        Path ballast = Files.write(bucket.cannedRoot().resolve("ballast"), new byte[900_000]);
        assertFull();
        assertThat(bucket.state()).containsAllEntriesOf(before);

        Files.delete(ballast);
        assertThat(bucket.stateWhenCanned()).isEqualTo(whole);
    }

    @Test
    void aReaderOfAReadOnlyDiskGoesOnWithoutALockAndAWriterIsTold() throws Exception {
        bucket.report("dash", 0, 100).can();
        Tool.MOUNT.run("-o", "remount,ro", bucket.cannedRoot().toString());
        DirectoryLock.shared(bucket.cannedRoot(), TestBucket.DAY.toString()).close();
        DirectoryLock.shared(bucket.cannedRoot(), "2016-09-29").close();
        assertThatThrownBy(bucket::can)
                .isInstanceOf(CannotWriteException.class)
                .hasMessage(
                        "cannot write " + bucket.cannedRoot() + "/.pipeline/2016-09-28.lock: Read-only file system");
    }

    private void assertFull() {
        assertThatThrownBy(bucket::can)
                .isInstanceOf(CannotWriteException.class)
                .hasMessageMatching("cannot write \\Q" + bucket.canned() + "\\E/\\S+: No space left on device");
    }

    /** Eight cans of 60 kB. */
    private static TestBucket large(TestBucket bucket) throws IOException {
        for (int n = 1; n <= 16; n++) {
            bucket.report("ndt", n, 30_000);
        }
        return bucket;
    }
}
