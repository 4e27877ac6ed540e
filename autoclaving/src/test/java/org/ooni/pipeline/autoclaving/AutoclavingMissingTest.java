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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.AutoclavingResult.State;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.Gzip;

class AutoclavingMissingTest {
    @TempDir
    private Path temp;

    private TestBucket bucket;

    @BeforeEach
    void aCompleteBucketOfThreeCans() throws IOException {
        bucket = new TestBucket(temp.resolve("home"))
                .reports("dash", 0, 4)
                .reports("ndt", 0, 4)
                .reports("tor", 0, 4)
                .made();
    }

    @Test
    void laterArrivalsAreAddedBehindWhatIsThere() throws IOException {
        String before = bucket.indexText();
        Map<String, String> state = bucket.state();
        bucket.reports("ndt", 4, 8).can();
        assertThat(bucket.run())
                .extracting(AutoclavingResult::state, AutoclavingResult::behind)
                .containsExactly(State.UNCHANGED, 1);
        assertThat(bucket.indexText()).isEqualTo(before);

        AutoclavingResult result = bucket.runMissing();
        assertThat(result)
                .extracting(
                        AutoclavingResult::state,
                        AutoclavingResult::files,
                        AutoclavingResult::present,
                        AutoclavingResult::reports)
                .containsExactly(State.EXTENDED, 1, 3, 4L);
        assertThat(bucket.indexText()).startsWith(before).hasSizeGreaterThan(before.length());
        state.remove("index.json.gz");
        assertThat(bucket.state()).containsAllEntriesOf(state).containsKey("ndt.1.tar.lz4");
        assertThat(bucket.read().reports()).hasSize(16);
        assertThat(bucket.runMissing().state()).isEqualTo(State.UNCHANGED);
    }

    @Test
    void aFileThatIsGoneIsMadeAgainAtItsPlaceInTheIndex() throws IOException {
        Map<String, String> whole = bucket.state();
        TestBucket.writable(bucket.autoclaved("ndt.0.tar.lz4"));
        Files.delete(bucket.autoclaved("ndt.0.tar.lz4"));
        AutoclavingResult result = bucket.runMissing();
        assertThat(result.state()).isEqualTo(State.EXTENDED);
        assertThat(result.files()).isEqualTo(1);
        assertThat(bucket.state()).isEqualTo(whole);
    }

    @Test
    void eventsOfFilesThatStayAreCopiedByteForByte() throws IOException {
        String spelled = bucket.indexText("dash.0.tar.lz4").replace("\"/frame\"}", "\"/frame\",  \"later\": 1e0}");
        replaceIndex(spelled + bucket.indexText("tor.0.tar.lz4") + bucket.indexText("ndt.0.tar.lz4"));
        TestBucket.writable(bucket.autoclaved("tor.0.tar.lz4"));
        Files.delete(bucket.autoclaved("tor.0.tar.lz4"));
        String ndt = bucket.indexText("ndt.0.tar.lz4");
        String tor = bucket.indexText("tor.0.tar.lz4");
        bucket.runMissing();
        assertThat(bucket.indexText()).isEqualTo(spelled + ndt + tor);
    }

    @Test
    void anIndexOfAnotherOrderThanTheCansKeepsEveryFileOnce() throws IOException {
        String tor = bucket.indexText("tor.0.tar.lz4");
        String dash = bucket.indexText("dash.0.tar.lz4");
        String ndt = bucket.indexText("ndt.0.tar.lz4");
        replaceIndex(tor + dash);
        TestBucket.writable(bucket.autoclaved("ndt.0.tar.lz4"));
        Files.delete(bucket.autoclaved("ndt.0.tar.lz4"));
        bucket.runMissing();
        assertThat(bucket.indexText()).isEqualTo(tor + dash + ndt);
    }

    @Test
    void aFileWhoseCanIsGoneTooLeavesTheIndex() throws IOException {
        String others = bucket.indexText("dash.0.tar.lz4") + bucket.indexText("tor.0.tar.lz4");
        Path cans = bucket.canned("index.json.gz");
        String rows;
        try (InputStream in = Gzip.open(cans)) {
            rows = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
        TestBucket.writable(cans);
        try (OutputStream out = Gzip.compress(Files.newOutputStream(cans))) {
            out.write(rows.replaceFirst("(?m)^.*ndt\\.0\\.tar.*\n", "").getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(bucket.runMissing().state()).isEqualTo(State.UNCHANGED);
        TestBucket.writable(bucket.autoclaved("ndt.0.tar.lz4"));
        Files.delete(bucket.autoclaved("ndt.0.tar.lz4"));
        assertThatThrownBy(bucket::run).isInstanceOf(BadInputException.class);
        assertThat(bucket.runMissing().state()).isEqualTo(State.EXTENDED);
        assertThat(bucket.indexText()).isEqualTo(others);
        assertThat(bucket.run().state()).isEqualTo(State.UNCHANGED);
    }

    @Test
    void withoutAnIndexEverythingIsMissing() throws IOException {
        Map<String, String> whole = bucket.state();
        TestBucket.writable(bucket.index());
        Files.delete(bucket.index());
        assertThat(bucket.runMissing().state()).isEqualTo(State.AUTOCLAVED);
        assertThat(bucket.state()).isEqualTo(whole);
    }

    @Test
    void debrisOfAnUnfinishedAdditionIsReplaced() throws IOException {
        bucket.reports("ndt", 4, 8).can();
        TestBucket.writable(bucket.index());
        Files.write(bucket.autoclaved("ndt.1.tar.lz4"), new byte[3]);
        assertThat(bucket.runMissing().state()).isEqualTo(State.EXTENDED);
        assertThat(bucket.read().reports()).hasSize(16);
    }

    @Test
    void anAdditionThatFailsLeavesTheBucketAsItWas() throws IOException {
        Map<String, String> before = bucket.state();
        bucket.reports("ndt", 4, 8).can();
        Path can = bucket.canned("ndt.1.tar.lz4");
        byte[] good = Files.readAllBytes(can);
        byte[] damaged = good.clone();
        damaged[good.length / 2] ^= 1;
        TestBucket.writable(can);
        Files.write(can, damaged);
        assertThatThrownBy(bucket::runMissing)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("2016-09-28/ndt.1.tar.lz4");
        assertThat(bucket.state()).isEqualTo(before);
        Files.write(can, good);
        assertThat(bucket.runMissing().state()).isEqualTo(State.EXTENDED);
    }

    private void replaceIndex(String text) throws IOException {
        TestBucket.writable(bucket.index());
        try (OutputStream out = Gzip.compress(Files.newOutputStream(bucket.index()))) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
