package org.ooni.pipeline.autoclaved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.BlockEncoder;
import org.ooni.pipeline.io.Digester;

class AutoclavedWriterTest {
    private static final int FRAME = 262_144;

    @Test
    void aWriteThatReachesTheFrameSizeCutsTheFrame() throws IOException {
        WrittenFile file = new WrittenFile();
        file.text(new byte[FRAME - 1]);
        assertThat(file.frames()).isEmpty();
        file.text(new byte[1]);
        assertThat(file.frameTexts()).containsExactly((long) FRAME);
        file.finish();
        assertThat(file.frameTexts()).containsExactly((long) FRAME);
    }

    @Test
    void aWriteThatGoesBeyondTheFrameSizeStaysInTheFrameWhole() throws IOException {
        WrittenFile file = new WrittenFile();
        file.text(new byte[FRAME - 1]).text(new byte[500]).text(new byte[7]);
        file.finish();
        assertThat(file.frameTexts()).containsExactly(FRAME + 499L, 7L);
    }

    @Test
    void aMeasurementStaysInOneFrameAndItsNewlineMayOpenTheNext() throws IOException {
        WrittenFile file = WrittenFile.of(f -> f.datum(measurement(FRAME - 2)).datum(measurement(10_000)));
        assertThat(file.frameTexts()).containsExactly(FRAME - 1 + 10_000L, 1L);
        assertThat(file.lines)
                .hasOnlyElementsOfTypes(
                        FileStart.class,
                        FrameStart.class,
                        ReportStart.class,
                        Datum.class,
                        FrameEnd.class,
                        ReportEnd.class,
                        FileEnd.class);
        assertThat(file.decoded()).isEqualTo(file.text.toByteArray());
    }

    @Test
    void aMeasurementLargerThanAFrameIsOneFrame() throws IOException {
        byte[] large = measurement(9 << 20);
        WrittenFile file =
                WrittenFile.of(f -> f.datum(measurement(5)).datum(large).datum(measurement(5)));
        assertThat(file.frameTexts()).containsExactly(6L + large.length, 1L + 5 + 1);
        assertThat(file.decoded()).isEqualTo(file.text.toByteArray());
    }

    @Test
    void eventsAfterTheLastTextGetAFrameWithoutText() throws IOException {
        WrittenFile file = WrittenFile.of(f -> f.datum(measurement(FRAME - 1)).badBlob());
        assertThat(file.frameTexts()).containsExactly((long) FRAME, 0L);
        assertThat(file.lines.subList(file.lines.size() - 5, file.lines.size()))
                .extracting(line -> line.getClass().getSimpleName())
                .containsExactly("FrameStart", "BadBlob", "ReportEnd", "FrameEnd", "FileEnd");
        FrameStart empty = file.frames().get(1);
        assertThat(file.seek(new Datum(WrittenFile.SHA1, FRAME, 0), empty)).isEmpty();
    }

    @Test
    void aFileOfNothingHasAFrameOfNothing() throws IOException {
        WrittenFile file = new WrittenFile();
        file.finish();
        Digester digester = new Digester();
        digester.update(file.file(), 0, file.file().length);
        assertThat(file.lines)
                .containsExactly(
                        new FileStart(WrittenFile.NAME),
                        new FrameStart(0, file.file().length, 0, 0),
                        new FrameEnd(),
                        FileEnd.of(digester.finish()));
        assertThat(file.frameTexts()).containsExactly(0L);
    }

    @Test
    void aHundredThousandBadBlobsDoNotPileUp() throws IOException {
        WrittenFile file = new WrittenFile();
        file.text(new byte[100]);
        file.writer.event(new ReportStart("2016-09-28/report.json", 1, WrittenFile.SHA1));
        for (int i = 0; i < 100_000; i++) {
            file.badBlob();
            assertThat(i - file.lines.size()).isLessThan(20_000);
        }
        file.writer.event(ReportEnd.WHOLE);
        file.finish();
        assertThat(file.frameTexts()).startsWith(100L, 0L).hasSizeLessThan(10);
        assertThat(file.lines.stream().filter(IndexLine.BadBlob.class::isInstance))
                .hasSize(100_000);
        assertThat(file.decoded()).hasSize(100);
    }

    @Test
    void theLastEventIsTheDigestOfTheFile() throws IOException {
        WrittenFile file = WrittenFile.of(f -> f.datum(measurement(100)));
        Digester digester = new Digester();
        digester.update(file.file(), 0, file.file().length);
        assertThat(file.lines.get(file.lines.size() - 1)).isEqualTo(FileEnd.of(digester.finish()));
    }

    @Test
    void aFailureToWriteGoesOn() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        AutoclavedWriter writer =
                new AutoclavedWriter(WrittenFile.NAME, full, line -> {}, Runnable::run, new BlockEncoder());
        assertThatThrownBy(() -> writer.write(new byte[FRAME]))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    @Test
    void sameTextGivesSameBytes() throws IOException {
        List<WrittenFile> twice = List.of(
                WrittenFile.of(f -> f.datum(measurement(400_000))), WrittenFile.of(f -> f.datum(measurement(400_000))));
        assertThat(twice.get(0).file()).isEqualTo(twice.get(1).file());
        assertThat(twice.get(0).lines).isEqualTo(twice.get(1).lines);
    }

    private static byte[] measurement(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ('a' + i % 23);
        }
        return bytes;
    }

    /** However late, and in whatever order, frames come out of the threads that encode them. */
    @Test
    void theBytesDoNotDependOnWhereFramesAreEncoded() throws Exception {
        ExecutorService encoders = Executors.newFixedThreadPool(3);
        try {
            assertThat(seededFile(encoders)).isEqualTo(seededFile(Runnable::run));
        } finally {
            encoders.shutdown();
        }
    }

    /** Of small texts and a few that fill a frame by themselves: offsets, events, and the digest of the bytes. */
    private static List<Object> seededFile(Executor encoders) throws IOException {
        Random random = new Random(Long.getLong("seed", 20_261_120));
        List<Object> events = new ArrayList<>();
        List<Object> offsets = new ArrayList<>();
        AutoclavedWriter writer = new AutoclavedWriter(
                WrittenFile.NAME, OutputStream.nullOutputStream(), events::add, encoders, new BlockEncoder());
        for (int i = 0; i < 400; i++) {
            byte[] text = new byte[random.nextInt(i % 50 == 0 ? 3 * AutoclavedWriter.FRAME_TEXT : 20_000)];
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) ('a' + random.nextInt(4));
            }
            offsets.add(writer.textOff());
            writer.write(text);
        }
        return List.of(writer.finish(), offsets, events);
    }
}
