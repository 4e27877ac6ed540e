package org.ooni.pipeline.autoclaved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.FileDigest;

class AutoclavedReaderTest {
    @TempDir
    private Path directory;

    private Path path;
    private byte[] file;
    private List<FrameStart> frames;
    private FileDigest digest;

    /** Three frames: two of text, one of none. */
    @BeforeEach
    void write() throws IOException {
        WrittenFile written = WrittenFile.of(f -> {
            byte[] text = "{\"a\":\"b\"} ".repeat(30_000).getBytes(StandardCharsets.US_ASCII);
            f.datum(text).datum(Arrays.copyOf(text, AutoclavedWriter.FRAME_TEXT - 2));
        });
        written.save(directory);
        path = directory.resolve("test.lz4");
        file = written.file();
        frames = written.frames();
        digest = ((FileEnd) written.lines.get(written.lines.size() - 1)).digest();
        assertThat(frames).hasSize(3);
    }

    @Test
    void framesAreReadInOrderAndAllBytesSummedUp() throws IOException {
        try (AutoclavedReader reader = AutoclavedReader.open(path)) {
            for (FrameStart frame : frames) {
                assertThat(read(reader, frame)).hasSize((int) frame.textSize());
            }
            assertThat(reader.finish()).isEqualTo(digest);
        }
    }

    @Test
    void theSizeOfTheTextNeedNotBeKnown() throws IOException {
        try (AutoclavedReader reader = AutoclavedReader.open(path);
                AutoclavedReader other = AutoclavedReader.open(path)) {
            for (FrameStart frame : frames) {
                assertThat(reader.frame(frame.fileOff(), frame.fileSize(), 0).text())
                        .isEqualTo(read(other, frame));
            }
            assertThat(reader.finish()).isEqualTo(digest);
        }
    }

    @Test
    void aDamagedFrameIsRefusedAlsoWithoutTheSizeOfItsText() throws IOException {
        FrameStart frame = frames.get(1);
        try (AutoclavedReader reader = AutoclavedReader.open(path)) {
            assertThatThrownBy(() -> reader.frame(frame.fileOff(), frame.fileSize() - 1, 0)
                            .text())
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("frame: ");
        }
    }

    @Test
    void whatLiesBetweenTheFramesThatAreWantedIsSummedUpToo() throws IOException {
        try (AutoclavedReader reader = AutoclavedReader.open(path)) {
            read(reader, frames.get(1));
            assertThat(reader.finish()).isEqualTo(digest);
        }
    }

    @Test
    void aFrameThatWasPassedIsRefused() throws IOException {
        try (AutoclavedReader reader = AutoclavedReader.open(path)) {
            read(reader, frames.get(1));
            assertThatThrownBy(() -> read(reader, frames.get(0)))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("no frame of");
        }
    }

    @Test
    void aFileCutAnywhereIsNoticedByName() throws IOException {
        for (int size = 0; size < file.length; size += 97) {
            Files.write(path, Arrays.copyOf(file, size));
            try (AutoclavedReader reader = AutoclavedReader.open(path)) {
                assertThatThrownBy(() -> frames.forEach(frame -> readUnchecked(reader, frame)))
                        .as("cut at %d", size)
                        .hasCauseInstanceOf(CorruptFileException.class)
                        .hasMessageContaining(path + " @");
            }
        }
    }

    @Test
    void aFileThatEndsBeforeTheFrameIsNoticedByName() throws IOException {
        Files.write(path, Arrays.copyOf(file, 100));
        try (AutoclavedReader reader = AutoclavedReader.open(path)) {
            assertThatThrownBy(() -> read(reader, frames.get(2)))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessage(path + " @100: truncated before the frame at "
                            + frames.get(2).fileOff());
        }
    }

    @Test
    void everyFlippedByteIsNoticedByTheEnd() throws IOException {
        for (int at = 0; at < file.length; at += at < 40 ? 1 : 13) {
            byte[] damaged = file.clone();
            damaged[at] ^= 0x04;
            Files.write(path, damaged);
            assertThat(isSound()).as("byte %d", at).isFalse();
        }
    }

    @Test
    void bytesBehindTheLastFrameAreNoticed() throws IOException {
        Files.write(path, Arrays.copyOf(file, file.length + 1));
        assertThat(isSound()).isFalse();
    }

    @Test
    void aTextSizeThatIsNotTheFramesIsRefused() throws IOException {
        FrameStart frame = frames.get(0);
        for (long wrong : new long[] {frame.textSize() - 1, frame.textSize() + 1, -1, Long.MAX_VALUE}) {
            try (AutoclavedReader reader = AutoclavedReader.open(path)) {
                assertThatThrownBy(
                                () -> reader.frame(0, frame.fileSize(), wrong).text())
                        .isInstanceOf(CorruptFileException.class)
                        .hasMessageContaining(path.toString());
            }
        }
    }

    @Test
    void aFileThatIsNotThereIsBadInput() {
        assertThatThrownBy(() -> AutoclavedReader.open(directory.resolve("other.lz4")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("other.lz4: named in the index and not on disk");
    }

    private boolean isSound() throws IOException {
        try (AutoclavedReader reader = AutoclavedReader.open(path)) {
            for (FrameStart frame : frames) {
                read(reader, frame);
            }
            return reader.finish().equals(digest);
        } catch (CorruptFileException e) {
            assertThat(e).hasMessageContaining(path.toString());
            return false;
        }
    }

    private static byte[] read(AutoclavedReader reader, FrameStart frame) throws IOException {
        return reader.frame(frame.fileOff(), frame.fileSize(), frame.textSize()).text();
    }

    private static void readUnchecked(AutoclavedReader reader, FrameStart frame) {
        try {
            read(reader, frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
