package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.Lz4Reader;
import org.ooni.pipeline.io.Tool;

/** What others read cans with. */
class CanToolsTest {
    @TempDir
    Path temp;

    private TestBucket bucket;

    @BeforeEach
    void canABucket() throws Exception {
        assumeTrue(Tool.LZ4.isInstalled(), "no lz4 on this machine");
        assumeTrue(Tool.TAR.isInstalled(), "no tar on this machine");
        bucket =
                new TestBucket(temp).report("ndt", 1, 1_000).report("ndt", 2, 0).report("dash", 3, 5_000_000);
        bucket.can();
    }

    @Test
    void lz4FindsCansSound() throws Exception {
        Tool.LZ4.run("-t", bucket.canned("ndt.0.tar.lz4").toString());
        Tool.LZ4.run("-t", asIs().toString());
    }

    @Test
    void tarListsACan() throws Exception {
        String can = bucket.canned("ndt.0.tar.lz4").toString();
        assertThat(Tool.TAR.run("-I", "lz4", "--utc", "--full-time", "-tvf", can))
                .isEqualTo("-rw-r--r-- 0/0            1000 2016-09-28 00:00:00 " + textname(1) + "\n"
                        + "-rw-r--r-- 0/0               0 2016-09-28 00:00:00 " + textname(2) + "\n");
    }

    @Test
    void tarExtractsReports() throws Exception {
        String can = bucket.canned("ndt.0.tar.lz4").toString();
        Path out = Files.createDirectory(temp.resolve("out"));
        Tool.TAR.run("-I", "lz4", "-xf", can, "-C", out.toString());
        assertThat(out.resolve(textname(1))).hasSameBinaryContentAs(bucket.raw("ndt", 1));
        assertThat(out.resolve(textname(2))).isEmptyFile();
    }

    @Test
    void lz4DecodesAReportThatStandsAsItIs() throws Exception {
        Path out = temp.resolve("report");
        Tool.LZ4.run("-d", asIs().toString(), out.toString());
        assertThat(out).hasSameBinaryContentAs(bucket.raw("dash", 3));
    }

    @Test
    void aCanIsWhatLz4WritesItself() throws Exception {
        Path out = temp.resolve("report.lz4");
        Tool.LZ4.run("-5", "-B7", "-BI", bucket.raw("dash", 3).toString(), out.toString());
        assertThat(out).hasSameBinaryContentAs(asIs());
    }

    @Test
    void aCanThatLz4WroteIsRead() throws Exception {
        Path text = Files.writeString(temp.resolve("text"), "{\"a\": 1}\n".repeat(20_000));
        Path file = temp.resolve("text.lz4");
        for (String flags : new String[] {"-B4", "-B5", "-BD", "-BX", "--content-size", "--no-frame-crc"}) {
            Tool.LZ4.run("-5", "-f", flags, text.toString(), file.toString());
            try (var in = new Lz4Reader(Files.newInputStream(file), flags)) {
                assertThat(in.readAllBytes()).as(flags).isEqualTo(Files.readAllBytes(text));
            }
        }
    }

    private Path asIs() {
        return bucket.canned(TestBucket.name("dash", 3).file() + ".lz4");
    }

    private static String textname(int n) {
        return TestBucket.DAY + "/" + TestBucket.name("ndt", n).file();
    }
}
