package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.Gzip;

/** A can that is not what its index says keeps its bucket from being published, until it is repaired. */
class DamagedCanTest {
    private static Map<String, String> whole;

    @TempDir
    private Path temp;

    private TestBucket bucket;

    @BeforeAll
    static void anUndisturbedBucket(@TempDir Path home) throws IOException {
        whole = fill(new TestBucket(home)).stateWhenRun();
    }

    @BeforeEach
    void aCannedBucket() throws IOException {
        bucket = fill(new TestBucket(temp.resolve("home")));
    }

    private static TestBucket fill(TestBucket bucket) throws IOException {
        return bucket.reports("dash", 0, 9)
                .reports("ndt", 0, 1)
                .reports("tor", 0, 5)
                .can();
    }

    @ParameterizedTest
    @CsvSource({"dash.0.tar.lz4, 0.1", "dash.0.tar.lz4, 0.5", "dash.0.tar.lz4, 0.99", "AS-IS, 0.5", "AS-IS, 0.9"})
    void aFlippedByteFailsTheBucketWithTheCansNameAndAnOffset(String file, double where) throws IOException {
        Path can = bucket.canned(file.equals("AS-IS") ? TestBucket.file("ndt", 0, "json") + ".lz4" : file);
        byte[] good = Files.readAllBytes(can);
        byte[] damaged = good.clone();
        damaged[(int) (good.length * where)] ^= 0x10;
        TestBucket.writable(can);
        Files.write(can, damaged);
        assertThatThrownBy(bucket::run)
                .isInstanceOf(BadInputException.class)
                .hasMessageMatching("2016-09-28/\\Q" + can.getFileName() + "\\E @\\d+: .+");
        assertNothingPublished();

        Files.write(can, good);
        assertThat(bucket.stateWhenRun()).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2016-09-28/dash.0        | 2016-09-29/dash.0 | not a can of bucket 2016-09-28",
                "(\"file_crc32\": )-?\\d+ | $17 | file crc32: expected 7",
                "(\"file_size\": )\\d+    | $17 | file size: expected 7",
                "(\"text_crc32\": )-?\\d+ | $17 | text crc32: expected 7",
                "(\"text_size\": )\\d+    | $17 | text size: expected 7",
                "-dash-id0-               | -dash-id9- | the index does not",
                "2016-09-28/2016          | 2016-09-29/2016 | not a report of bucket 2016-09-28: 2016-09-29/2016",
                "-0.2.0-probe.json        | -0.2.0-probe.txt | not a report of bucket 2016-09-28: 2016-09-28/2016"
            })
    void aFigureOfTheIndexThatIsNotTheCansFailsTheBucket(String pattern, String replacement, String reason)
            throws IOException {
        Path index = bucket.canned("index.json.gz");
        byte[] good = Files.readAllBytes(index);
        String text;
        try (InputStream in = Gzip.open(index)) {
            text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
        TestBucket.writable(index);
        try (OutputStream out = Gzip.compress(Files.newOutputStream(index))) {
            int row = text.lastIndexOf('\n', text.indexOf("dash.0.tar.lz4")) + 1;
            out.write((text.substring(0, row) + text.substring(row).replaceFirst(pattern, replacement))
                    .getBytes(StandardCharsets.US_ASCII));
        }
        assertThatThrownBy(bucket::run)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("/dash.0.tar.lz4")
                .hasMessageContaining(reason);
        assertNothingPublished();

        Files.write(index, good);
        assertThat(bucket.stateWhenRun()).isEqualTo(whole);
    }

    @Test
    void aCanThatIsNotThereFailsTheBucketByName() throws IOException {
        TestBucket.writable(bucket.canned("tor.0.tar.lz4"));
        Files.delete(bucket.canned("tor.0.tar.lz4"));
        assertThatThrownBy(bucket::run)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(bucket.canned("tor.0.tar.lz4").toString());
        assertNothingPublished();
    }

    @Test
    void aBucketThatIsNotCannedToTheEndIsNotAutoclaved() throws IOException {
        TestBucket.writable(bucket.canned("index.json.gz"));
        Files.delete(bucket.canned("index.json.gz"));
        assertThatThrownBy(bucket::run)
                .isInstanceOf(BadInputException.class)
                .hasMessage(bucket.canned("") + ": not canned to the end, there is no index");
        assertThat(bucket.autoclaved()).doesNotExist();
    }

    private void assertNothingPublished() {
        assertThat(bucket.index()).doesNotExist();
        assertThat(bucket.autoclaved().toFile().list())
                .noneMatch(name -> name.startsWith(".tmp-"))
                .hasSizeLessThan(3);
    }
}
