package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CannotWriteException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.PublishedDirectory;

/** What the user reads of a bucket that cannot be canned: one line, the whole of it. */
class CanningMessagesTest {
    @TempDir
    Path temp;

    /** What is done to a bucket of a tar and a lonely report. */
    @FunctionalInterface
    interface Mishap {
        void befall(TestBucket bucket) throws IOException;
    }

    static Stream<Arguments> mishapsBeforeCanning() {
        return Stream.of(
                mishap("a wrong name", b -> write(b.raw().resolve("README")), "RAW: not report files: README"),
                mishap(
                        "several wrong names",
                        b -> {
                            write(b.raw().resolve("b"));
                            Files.createDirectory(b.raw().resolve("a"));
                            Files.createSymbolicLink(b.raw("ndt", 9), b.raw("ndt", 1));
                        },
                        "RAW: not report files: " + TestBucket.name("ndt", 9).file()
                                + " (a symbolic link), a (a directory), b"),
                mishap(
                        "a foreign file among the cans",
                        b -> write(Files.createDirectories(b.canned()).resolve("notes.txt")),
                        "CANNED: files that are no cans of this bucket: notes.txt"),
                mishap(
                        "a tar of a test without reports",
                        b -> write(Files.createDirectories(b.canned()).resolve("other.0.tar.lz4")),
                        "CANNED: files that are no cans of this bucket: other.0.tar.lz4"),
                mishap(
                        "a file in the place of the bucket",
                        b -> write(Files.createDirectories(b.cannedRoot()).resolve("2016-09-28")),
                        "cannot read directory CANNED: it is not a directory"));
    }

    static Stream<Arguments> mishapsAfterCanning() {
        return Stream.of(
                mishap(
                        "a report that changed",
                        b -> b.report("ndt", 1, 101),
                        "report 2016-09-28/NDT1 has changed since it was canned: it had 100 bytes, now it has 101"),
                mishap(
                        "a can that is gone",
                        b -> Files.delete(b.canned("ndt.0.tar.lz4")),
                        "CANNED/ndt.0.tar.lz4: named in the index and not on disk"),
                mishap(
                        "a can of another size",
                        b -> {
                            Files.delete(b.canned("ndt.0.tar.lz4"));
                            Files.write(b.canned("ndt.0.tar.lz4"), new byte[7]);
                        },
                        "CANNED/ndt.0.tar.lz4: file size: expected 413, got 7"),
                mishap(
                        "several at once",
                        b -> {
                            b.report("dash", 3, 0);
                            Files.delete(b.canned("ndt.0.tar.lz4"));
                        },
                        "report 2016-09-28/DASH3 has changed since it was canned: it had 100 bytes, now it has 0; "
                                + "CANNED/ndt.0.tar.lz4: named in the index and not on disk"),
                mishap(
                        "a file that no row names",
                        b -> write(b.canned("ndt.1.tar.lz4")),
                        "CANNED: files that are no cans of this bucket: ndt.1.tar.lz4"),
                mishap(
                        "a tar whose number no run can have given, among arrivals",
                        b -> write(b.report("ndt", 8, 1).report("ndt", 9, 1).canned("ndt.3.tar.lz4")),
                        "CANNED: files that are no cans of this bucket: ndt.3.tar.lz4"),
                mishap(
                        "a number beyond all numbers",
                        b -> write(b.canned("ndt.99999999999999999999.tar.lz4")),
                        "CANNED: files that are no cans of this bucket: ndt.99999999999999999999.tar.lz4"),
                mishap(
                        "an index that is no gzip",
                        b -> {
                            Files.delete(b.canned(PublishedDirectory.INDEX));
                            Files.writeString(b.canned(PublishedDirectory.INDEX), "{}");
                        },
                        "CANNED/index.json.gz @0: not a gzip file: Not in GZIP format"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mishapsBeforeCanning")
    void whatIsWrongBeforehandIsOneLineAndNothingIsWritten(String name, Mishap mishap, String message)
            throws IOException {
        TestBucket bucket = bucket();
        mishap.befall(bucket);
        Map<String, String> before = Files.exists(bucket.canned()) ? bucket.state() : Map.of();
        assertRefused(bucket, message);
        assertThat(Files.exists(bucket.canned()) ? bucket.state() : Map.of()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mishapsAfterCanning")
    void whatIsWrongWithACannedBucketIsOneLineAndNothingIsWritten(String name, Mishap mishap, String message)
            throws IOException {
        TestBucket bucket = bucket();
        bucket.can();
        Files.setPosixFilePermissions(bucket.canned(), PosixFilePermissions.fromString("rwxr-xr-x"));
        mishap.befall(bucket);
        var before = bucket.state().keySet();
        assertRefused(bucket, message);
        assertThat(bucket.state().keySet()).isEqualTo(before);
    }

    @Test
    void anUnreadableReportIsNamed() throws IOException {
        TestBucket bucket = bucket();
        Files.setPosixFilePermissions(bucket.raw("ndt", 2), PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(bucket.raw("ndt", 2)), "root reads everything");
        assertRefused(bucket, "cannot read report " + bucket.raw("ndt", 2) + ": permission denied");
        Files.setPosixFilePermissions(bucket.raw("ndt", 2), PosixFilePermissions.fromString("r--r--r--"));
        assertThat(bucket.can().state()).isEqualTo(CanningResult.State.CANNED);
    }

    @Test
    void aRootThatMayNotBeWrittenIsNamed() throws IOException {
        TestBucket bucket = bucket();
        Files.createDirectory(
                bucket.cannedRoot(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeFalse(Files.isWritable(bucket.cannedRoot()), "root writes everywhere");
        assertThatThrownBy(bucket::can)
                .isInstanceOf(CannotWriteException.class)
                .hasMessage("cannot write " + bucket.cannedRoot() + "/.pipeline/2016-09-28.lock: permission denied");
    }

    private TestBucket bucket() throws IOException {
        return new TestBucket(temp).report("ndt", 1, 100).report("ndt", 2, 100).report("dash", 3, 100);
    }

    private static void assertRefused(TestBucket bucket, String message) {
        assertThatThrownBy(bucket::can)
                .isInstanceOfAny(BadInputException.class, CorruptFileException.class)
                .hasMessage(message.replace("RAW", bucket.raw().toString())
                        .replace("CANNED", bucket.canned().toString())
                        .replace("NDT1", TestBucket.name("ndt", 1).file())
                        .replace("DASH3", TestBucket.name("dash", 3).file()));
    }

    private static Arguments mishap(String name, Mishap mishap, String message) {
        return Arguments.of(name, mishap, message);
    }

    private static void write(Path path) throws IOException {
        Files.writeString(path, "x");
    }
}
