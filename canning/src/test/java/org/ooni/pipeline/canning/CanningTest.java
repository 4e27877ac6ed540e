package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CanReader;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;

class CanningTest {
    @TempDir
    Path temp;

    @Test
    void theIndexIsSpelledAsTheOriginalSpellsIt() throws IOException {
        TestBucket bucket = new TestBucket(temp)
                .report("ndt", 1, "{}\n")
                .report("ndt", 2, "[]\n")
                .report("dash", 3, "");
        bucket.can();
        assertThat(bucket.index()).isEqualTo("""
                        {"file_crc32": -1452797315, "file_sha1": "c8uluA+eQSpAX66UydGDcV19R00=", "file_size": 15, "filename": "2016-09-28/20160928T000003Z-GR-AS6799-dash-id3-0.2.0-probe.json.lz4", "text_crc32": 0, "text_sha1": "2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "text_size": 0, "textname": "2016-09-28/20160928T000003Z-GR-AS6799-dash-id3-0.2.0-probe.json"}
                        {"canned": [{"text_crc32": -576606202, "text_sha1": "Xzay6ikGRe402UMiChS1TuXqW+U=", "text_size": 3, "textname": "2016-09-28/20160928T000001Z-GR-AS6799-ndt-id1-0.2.0-probe.json"}, {"text_crc32": 1885917764, "text_sha1": "zQ1MwyNGdQQI99T1547JpuW3mg0=", "text_size": 3, "textname": "2016-09-28/20160928T000002Z-GR-AS6799-ndt-id2-0.2.0-probe.json"}], "file_crc32": 1499790903, "file_sha1": "TXe0okXA6Mkq2nQ3Jszwbs20T6g=", "file_size": 216, "filename": "2016-09-28/ndt.0.tar.lz4", "text_size": 10240}
                        """);
    }

    @Test
    void aCannedBucketIsSealed() throws IOException {
        TestBucket bucket = mixed(temp);
        bucket.can();
        Map<String, String> state = bucket.state();
        assertThat(state.remove("")).isEqualTo("r-xr-xr-x");
        assertThat(state).allSatisfy((file, described) -> assertThat(described).startsWith("r--r--r-- "));
        assertThat(state.keySet())
                .containsExactly(
                        TestBucket.name("empty", 0).file() + ".lz4",
                        TestBucket.name("big", 20).file() + ".lz4",
                        PublishedDirectory.INDEX,
                        "ndt.0.tar.lz4",
                        "ndt.1.tar.lz4",
                        "ndt.2.tar.lz4");
    }

    @Test
    void everyReportIsReadBackFromItsCan() throws IOException {
        TestBucket bucket = mixed(temp);
        bucket.can();
        int reports = 0;
        try (CanIndex.Reader index = CanIndex.open(bucket.canned(PublishedDirectory.INDEX))) {
            for (Can can = index.next(); can != null; can = index.next()) {
                reports += assertReadBack(bucket, can);
            }
        }
        assertThat(reports).isEqualTo(14);
    }

    private static int assertReadBack(TestBucket bucket, Can can) throws IOException {
        int reports = 0;
        try (CanReader reader = CanReader.open(bucket.cannedRoot(), can, Progress.NONE)) {
            for (CanReader.Member m = reader.next(); m != null; m = reader.next()) {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                m.in().transferTo(text);
                Path raw = bucket.rawRoot().resolve(m.report().textname());
                assertThat(text.toByteArray()).as(m.report().textname()).isEqualTo(Files.readAllBytes(raw));
                reports++;
            }
        }
        return reports;
    }

    @Test
    void theSameReportsGiveTheSameBytesAnywhereWithAnyNumberOfThreads() throws IOException {
        TestBucket one = mixed(temp.resolve("one"));
        TestBucket other = mixed(temp.resolve("the/other"));
        one.can(1);
        other.can(4);
        assertThat(other.state()).isEqualTo(one.state());
    }

    @Test
    void theResultCountsWhatWasDone() throws IOException {
        TestBucket bucket = mixed(temp);
        Files.write(bucket.raw().resolve("upload.part"), new byte[1]);
        CanningResult result = bucket.can();
        assertThat(result.state()).isEqualTo(CanningResult.State.CANNED);
        assertThat(result.reports()).isEqualTo(14);
        assertThat(result.cans()).isEqualTo(5);
        assertThat(result.present()).isZero();
        assertThat(result.leftAlone()).isEqualTo(1);
        assertThat(result.textBytes()).isEqualTo(12 * 15_000 + 70_000);
        assertThat(result.fileBytes()).isEqualTo(sizeOfCans(bucket));
    }

    private static long sizeOfCans(TestBucket bucket) throws IOException {
        try (var files = Files.newDirectoryStream(bucket.canned(), "*.lz4")) {
            long size = 0;
            for (Path file : files) {
                size += Files.size(file);
            }
            return size;
        }
    }

    @Test
    void anEmptyBucketHasAnIndexWithoutALine() throws IOException {
        TestBucket bucket = new TestBucket(temp);
        assertThat(bucket.can().state()).isEqualTo(CanningResult.State.CANNED);
        assertThat(bucket.index()).isEmpty();
        assertThat(bucket.state()).containsOnlyKeys("", PublishedDirectory.INDEX);
        assertThat(bucket.can().state()).isEqualTo(CanningResult.State.UNCHANGED);
    }

    @Test
    void aBucketWithoutADirectoryIsAbsentAndNothingIsMadeOfIt() throws IOException {
        Path roots = temp.resolve("none");
        CanningResult result = new Canning(roots, roots.resolve("canned"), 1).run(TestBucket.DAY, Progress.NONE);
        assertThat(result.state()).isEqualTo(CanningResult.State.ABSENT);
        assertThat(roots).doesNotExist();
    }

    @Test
    void unfinishedUploadsStayWhereTheyAre() throws IOException {
        TestBucket bucket = new TestBucket(temp).report("ndt", 1, 10);
        Path part = Files.write(bucket.raw().resolve(TestBucket.name("ndt", 2).file() + ".part"), new byte[1]);
        bucket.can();
        assertThat(part).exists();
        assertThat(bucket.index().lines()).hasSize(1);
    }

    /** Three tars, a report as large as a can, an empty one. */
    private static TestBucket mixed(Path home) throws IOException {
        TestBucket bucket = new TestBucket(home).report("empty", 0, 0).report("big", 20, 70_000);
        for (int n = 1; n <= 12; n++) {
            bucket.report("ndt", n, 15_000);
        }
        return bucket;
    }
}
