package org.ooni.pipeline.autoclaved;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;

/** Whatever is written, frames tile the file and its text, and every measurement is found in each of three ways. */
class AutoclavedWriterPropertyTest {
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void framesTileAndEveryDatumIsFound(long seed) throws IOException {
        Random random = new Random(seed);
        WrittenFile written = WrittenFile.of(file -> fill(file, random));

        assertThat(written.decoded()).as("the stream").isEqualTo(written.text.toByteArray());
        Path index = written.save(directory);
        int found = 0;
        long fileOff = 0;
        long textOff = 0;
        try (AutoclavedIndex events = AutoclavedIndex.open(index);
                AutoclavedReader reader = AutoclavedReader.open(directory.resolve("test.lz4"))) {
            FrameStart frame = null;
            byte[] text = null;
            for (IndexLine line = events.next(); line != null; line = events.next()) {
                if (line instanceof FrameStart start) {
                    frame = start;
                    assertThat(frame.fileOff()).isEqualTo(fileOff);
                    assertThat(frame.textOff()).isEqualTo(textOff);
                    fileOff += frame.fileSize();
                    textOff += frame.textSize();
                    text = reader.frame(frame.fileOff(), frame.fileSize(), frame.textSize())
                            .text();
                } else if (line instanceof Datum datum) {
                    int from = Math.toIntExact(datum.textOff() - frame.textOff());
                    byte[] streamed = new byte[Math.toIntExact(datum.textSize())];
                    System.arraycopy(text, from, streamed, 0, streamed.length);
                    assertThat(streamed).as("streamed: %s", datum).isEqualTo(written.data.get(datum));
                    assertThat(written.seek(datum, frame))
                            .as("sought: %s", datum)
                            .isEqualTo(streamed);
                    found++;
                } else if (line instanceof FileEnd end) {
                    assertThat(reader.finish()).isEqualTo(end.digest());
                }
            }
        }
        assertThat(found).isEqualTo(written.data.size());
        assertThat(fileOff).isEqualTo(written.file().length);
        assertThat(textOff).isEqualTo(written.text.size());
    }

    private static void fill(WrittenFile file, Random random) throws IOException {
        int writes = 20 + random.nextInt(60);
        for (int i = 0; i < writes; i++) {
            switch (random.nextInt(4)) {
                case 0 -> file.badBlob();
                case 1 -> file.text(bytes(random, random.nextInt(1024)));
                default -> file.datum(bytes(random, size(random)));
            }
        }
    }

    private static int size(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> AutoclavedWriter.FRAME_TEXT - 2 + random.nextInt(5);
            case 1 -> random.nextInt(3 * AutoclavedWriter.FRAME_TEXT);
            default -> 1 + random.nextInt(60_000);
        };
    }

    private static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(4));
        }
        return bytes;
    }
}
