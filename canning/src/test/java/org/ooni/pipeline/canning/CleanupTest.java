package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;

class CleanupTest {
    @TempDir
    private Path home;

    private TestBucket bucket;

    /** A tar of three reports, another of two, and one report alone. */
    @BeforeEach
    void can() throws IOException {
        bucket = new TestBucket(home)
                .report("ndt", 1, 1_000)
                .report("ndt", 2, 0)
                .report("ndt", 3, 2_000)
                .report("telegram", 1, 1_000)
                .report("telegram", 2, 1_000)
                .report("whatsapp", 1, TestBucket.CAN_SIZE);
        bucket.can();
    }

    private CleanupResult cleanUp(Progress progress) throws IOException {
        return new Cleanup(bucket.rawRoot(), bucket.cannedRoot(), 2).run(TestBucket.DAY, progress);
    }

    private List<String> raw() throws IOException {
        try (Stream<Path> files = Files.list(bucket.raw())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String textname(String test, int n) {
        return TestBucket.DAY + "/" + TestBucket.name(test, n).file();
    }

    @Test
    void whatIsCannedIsDeletedAndCansStayAsTheyAre() throws IOException {
        Map<String, String> before = bucket.state();

        CleanupResult result = cleanUp(Progress.NONE);

        assertThat(raw()).isEmpty();
        assertThat(result.deleted()).hasSize(6).contains(textname("ndt", 2), textname("whatsapp", 1));
        assertThat(result.kept()).isEmpty();
        assertThat(result.cans()).isEqualTo(3);
        assertThat(result.bytes()).isEqualTo(5_000 + TestBucket.CAN_SIZE);
        assertThat(bucket.state()).isEqualTo(before);
        assertThat(bucket.can().state()).isEqualTo(CanningResult.State.UNCHANGED);
        assertThat(cleanUp(Progress.NONE).deleted()).isEmpty();
    }

    @Test
    void whatCameLaterIsKeptUntilItIsCannedToo() throws IOException {
        bucket.report("ndt", 4, 500);

        assertThat(cleanUp(Progress.NONE).kept()).containsExactly(Map.entry(textname("ndt", 4), "no can holds it"));
        assertThat(raw()).containsExactly(TestBucket.name("ndt", 4).file());

        bucket.can();
        assertThat(cleanUp(Progress.NONE).deleted()).containsExactly(textname("ndt", 4));
    }

    @Test
    void aReportOfOtherBytesIsKeptThoughSizeAndTimeAreTheSame() throws IOException {
        Path report = bucket.raw("ndt", 3);
        FileTime time = Files.getLastModifiedTime(report);
        byte[] bytes = Files.readAllBytes(report);
        bytes[1_000] ^= 1;
        Files.write(report, bytes);
        Files.setLastModifiedTime(report, time);

        CleanupResult result = cleanUp(Progress.NONE);

        assertThat(result.kept()).containsExactly(Map.entry(textname("ndt", 3), "it has changed since it was canned"));
        assertThat(result.deleted()).hasSize(5);
        assertThat(report).hasBinaryContent(bytes);
    }

    @Test
    void aReportThatIsReplacedWhileCansAreReadBackIsKept() throws IOException {
        Path report = bucket.raw("telegram", 1);
        Path other = Files.write(home.resolve("other"), new byte[1_000]);

        CleanupResult result = cleanUp(bytes -> replace(other, report));

        assertThat(result.kept()).containsOnlyKeys(textname("telegram", 1));
        assertThat(report).hasBinaryContent(new byte[1_000]);
    }

    private static synchronized void replace(Path file, Path by) {
        try {
            if (Files.exists(file)) {
                Files.move(file, by, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anotherFileOfTheSameBytesIsNotTheOneThatWasRead() throws IOException {
        Path report = bucket.raw("ndt", 1);
        RawFile read = RawFile.read(report);
        assertThat(read.isStillThere()).isTrue();

        Path copy = Files.copy(report, home.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
        replace(copy, report);
        assertThat(read.isStillThere()).isFalse();
        Files.delete(report);
        assertThat(read.isStillThere()).isFalse();
        assertThat(RawFile.read(report)).isNull();
    }

    /** Wherever the byte is, in a can of any kind. */
    @Test
    void aDamagedCanIsNamedAndNothingIsDeleted() throws IOException {
        List<String> before = raw();
        for (String file :
                List.of("ndt.0.tar.lz4", TestBucket.name("whatsapp", 1).file() + ".lz4")) {
            Path can = bucket.canned(file);
            Files.setPosixFilePermissions(can, PosixFilePermissions.fromString("rw-r--r--"));
            byte[] sound = Files.readAllBytes(can);
            for (int at = 0; at < sound.length; at += 1 + sound.length / 20) {
                byte[] damaged = sound.clone();
                damaged[at] ^= 0x10;
                Files.write(can, damaged);
                assertThatThrownBy(() -> cleanUp(Progress.NONE))
                        .as("byte %d of %s", at, file)
                        .isInstanceOf(CorruptFileException.class)
                        .hasMessageContaining(file);
                assertThat(raw()).isEqualTo(before);
            }
            Files.write(can, sound);
        }
        assertThat(cleanUp(Progress.NONE).deleted()).hasSize(6);
    }

    @Test
    void cansThatHoldNoneOfTheReportsAreNotRead() throws IOException {
        cleanUp(Progress.NONE);
        bucket.report("ndt", 1, 1_000);
        Path can = bucket.canned("telegram.0.tar.lz4");
        Files.setPosixFilePermissions(can, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(can, new byte[0]);

        assertThat(cleanUp(Progress.NONE).deleted()).containsExactly(textname("ndt", 1));
    }

    @Test
    void nothingIsDeletedOfABucketThatIsNotCanned() throws IOException {
        TestBucket fresh = new TestBucket(home.resolve("fresh")).report("ndt", 1, 10);

        CleanupResult result = new Cleanup(fresh.rawRoot(), fresh.cannedRoot(), 1).run(TestBucket.DAY, Progress.NONE);

        assertThat(result.deleted()).isEmpty();
        assertThat(fresh.raw("ndt", 1)).exists();
    }

    @Test
    void itKeepsOffABucketThatIsBeingCanned() throws IOException {
        try (PublishedDirectory busy = PublishedDirectory.open(bucket.cannedRoot(), TestBucket.DAY.toString())) {
            assertThatThrownBy(() -> cleanUp(Progress.NONE)).isInstanceOf(BusyException.class);
            assertThat(busy.isComplete()).isTrue();
        }
        assertThat(raw()).hasSize(6);
    }
}
