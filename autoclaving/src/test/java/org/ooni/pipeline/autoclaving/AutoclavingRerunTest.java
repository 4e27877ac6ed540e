package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.AutoclavingResult.State;
import org.ooni.pipeline.io.BadInputException;

class AutoclavingRerunTest {
    @TempDir
    private Path temp;

    private TestBucket bucket;
    private Map<String, String> whole;

    @BeforeEach
    void aCompleteBucket() throws IOException {
        bucket = new TestBucket(temp.resolve("home")).reports("ndt", 0, 4).reports("dash", 0, 4);
        whole = bucket.made().state();
    }

    @Test
    void aCompleteBucketIsVerifiedAndNothingElse() throws IOException {
        FileTime made = Files.getLastModifiedTime(bucket.index());
        AutoclavingResult result = bucket.run();
        assertThat(result.state()).isEqualTo(State.UNCHANGED);
        assertThat(result.files()).isZero();
        assertThat(result.present()).isEqualTo(2);
        assertThat(bucket.runMissing().state()).isEqualTo(State.UNCHANGED);
        assertThat(bucket.state()).isEqualTo(whole);
        assertThat(Files.getLastModifiedTime(bucket.index())).isEqualTo(made);
    }

    @Test
    void aFileOfAnotherSizeIsNamedWithBothSizes() throws IOException {
        Path file = bucket.autoclaved("ndt.0.tar.lz4");
        long size = Files.size(file);
        TestBucket.writable(file);
        Files.write(file, new byte[5]);
        assertThatThrownBy(bucket::run)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("file size: expected " + size + ", got 5");
        assertThatThrownBy(bucket::runMissing).hasMessageContaining("file size: expected " + size + ", got 5");
    }

    @Test
    void aFileThatIsGoneIsNamedWithItsCure() throws IOException {
        TestBucket.writable(bucket.autoclaved("ndt.0.tar.lz4"));
        Files.delete(bucket.autoclaved("ndt.0.tar.lz4"));
        assertThatThrownBy(bucket::run)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("2016-09-28/ndt.0.tar.lz4")
                .hasMessageContaining("--missing");
    }

    @Test
    void aFileThatTheIndexDoesNotNameIsNamed() throws IOException {
        TestBucket.writable(bucket.index());
        Files.write(bucket.autoclaved("tor.0.tar.lz4"), new byte[1]);
        assertThatThrownBy(bucket::run)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("files that the index does not name: tor.0.tar.lz4");
        assertThat(bucket.autoclaved("tor.0.tar.lz4")).exists();
    }

    @Test
    void whatAnUnfinishedRunLeftIsMadeAgain() throws IOException {
        TestBucket.writable(bucket.index());
        Files.delete(bucket.index());
        TestBucket.writable(bucket.autoclaved("ndt.0.tar.lz4"));
        Files.write(bucket.autoclaved("ndt.0.tar.lz4"), new byte[3]);
        Files.write(bucket.autoclaved(".tmp-1234"), new byte[3]);
        assertThat(bucket.run().state()).isEqualTo(State.AUTOCLAVED);
        assertThat(bucket.state()).isEqualTo(whole);
    }

    @Test
    void aForeignFileIsNotTakenForDebris() throws IOException {
        TestBucket.writable(bucket.index());
        Files.delete(bucket.index());
        Files.write(bucket.autoclaved("notes.txt"), new byte[3]);
        assertThatThrownBy(bucket::run)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("files that the index does not name: notes.txt");
        assertThat(bucket.autoclaved("notes.txt")).exists();
    }

    @Test
    void aCompleteBucketThatWasLeftWritableIsFinished() throws IOException {
        TestBucket.writable(bucket.index());
        assertThat(bucket.run().state()).isEqualTo(State.UNCHANGED);
        assertThat(bucket.state()).isEqualTo(whole);
    }

    @Test
    void aDamagedIndexIsNamed() throws IOException {
        TestBucket.writable(bucket.index());
        byte[] index = Files.readAllBytes(bucket.index());
        Files.write(bucket.index(), Arrays.copyOf(index, index.length / 2));
        assertThatThrownBy(bucket::run)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(bucket.index().toString());
    }
}
