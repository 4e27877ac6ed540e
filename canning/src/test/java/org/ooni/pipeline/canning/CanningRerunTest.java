package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.DirectoryLock;

/** What a run makes of a bucket that is canned already. */
class CanningRerunTest {
    @TempDir
    Path temp;

    private TestBucket bucket;

    @BeforeEach
    void canABucket() throws IOException {
        bucket =
                new TestBucket(temp).report("ndt", 1, 100).report("ndt", 2, 100).report("dash", 3, 100);
        bucket.can();
    }

    @Test
    void nothingIsTouchedWhenNothingChanged() throws IOException {
        Map<String, String> before = bucket.state();
        Object can = times(bucket.canned("ndt.0.tar.lz4"));
        Object directory = times(bucket.canned());
        CanningResult result = bucket.can();
        assertThat(result.state()).isEqualTo(CanningResult.State.UNCHANGED);
        assertThat(result.present()).isEqualTo(2);
        assertThat(result.reports()).isZero();
        assertThat(bucket.state()).isEqualTo(before);
        assertThat(times(bucket.canned("ndt.0.tar.lz4"))).isEqualTo(can);
        assertThat(times(bucket.canned())).isEqualTo(directory);
    }

    @Test
    void reportsThatVanishedAreNoMatter() throws IOException {
        Map<String, String> before = bucket.state();
        Files.delete(bucket.raw("ndt", 1));
        assertThat(bucket.can().state()).isEqualTo(CanningResult.State.UNCHANGED);
        for (Path raw : new Path[] {bucket.raw("ndt", 2), bucket.raw("dash", 3), bucket.raw()}) {
            Files.delete(raw);
        }
        assertThat(bucket.can().state()).isEqualTo(CanningResult.State.UNCHANGED);
        assertThat(bucket.state()).isEqualTo(before);
    }

    @Test
    void cansAreVerifiedEvenWhenTheRawDirectoryIsGone() throws IOException {
        for (Path raw : new Path[] {bucket.raw("ndt", 1), bucket.raw("ndt", 2), bucket.raw("dash", 3), bucket.raw()}) {
            Files.delete(raw);
        }
        Path can = bucket.canned("ndt.0.tar.lz4");
        writable();
        Files.delete(can);
        assertThatThrownBy(bucket::can).hasMessage(can + ": named in the index and not on disk");
    }

    @Test
    void whatWasLeftWritableIsSealed() throws IOException {
        Map<String, String> before = bucket.state();
        writable();
        Files.setPosixFilePermissions(bucket.canned("ndt.0.tar.lz4"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(bucket.can().state()).isEqualTo(CanningResult.State.UNCHANGED);
        assertThat(bucket.state()).isEqualTo(before);
    }

    @Test
    void temporaryFilesOfAnotherRunGo() throws IOException {
        Map<String, String> before = bucket.state();
        writable();
        Files.writeString(bucket.canned(".tmp-1234"), "half a can");
        assertThat(bucket.can().state()).isEqualTo(CanningResult.State.UNCHANGED);
        assertThat(bucket.state()).isEqualTo(before);
    }

    @Test
    void aBucketThatIsReadBySomeoneIsBusyForWriting() throws IOException {
        try (DirectoryLock reader = DirectoryLock.shared(bucket.cannedRoot(), TestBucket.DAY.toString())) {
            assertThat(reader).isNotNull();
            assertThatThrownBy(bucket::can)
                    .isInstanceOf(BusyException.class)
                    .hasMessage("bucket 2016-09-28 is busy: another run works in " + bucket.canned());
        }
    }

    private void writable() throws IOException {
        Files.setPosixFilePermissions(bucket.canned(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Object times(Path path) throws IOException {
        return Files.readAttributes(path, "unix:ctime,lastModifiedTime,ino");
    }
}
