package org.ooni.pipeline.autoclaved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;

/** Two reports over several frames. */
class DatumFinderTest {
    private static final String FIRST = "2016-09-28/report.json";
    private static final String SECOND = "2016-09-28/second.json";

    @TempDir
    private Path root;

    private Path index;
    private Path file;

    private static byte[] measurement(int number) {
        return ("{\"number\":" + number + ",\"text\":\"" + "x".repeat(100_000 + number) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @BeforeEach
    void write() throws IOException {
        WrittenFile written = WrittenFile.of(f -> {
            for (int i = 0; i < 10; i++) {
                f.datum(measurement(i)).badBlob();
            }
            f.writer.event(ReportEnd.WHOLE);
            f.writer.event(new ReportStart(SECOND, 1, WrittenFile.SHA1));
            f.datum(measurement(100)).datum(measurement(101));
        });
        Path bucket = Files.createDirectories(root.resolve("2016-09-28"));
        index = written.save(bucket);
        file = bucket.resolve("test.lz4");
    }

    @Test
    void aMeasurementIsFoundByReportAndNumber() throws IOException {
        for (int i = 0; i < 10; i++) {
            assertThat(DatumFinder.find(index, FIRST, i).read(root)).isEqualTo(measurement(i));
        }
        assertThat(DatumFinder.find(index, SECOND, 1).read(root)).isEqualTo(measurement(101));
    }

    @Test
    void onlyItsFrameIsRead() throws IOException {
        DatumPlace place = DatumFinder.find(index, FIRST, 5);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            boolean inFrame = i >= place.frame().offset()
                    && i < place.frame().offset() + place.frame().size();
            bytes[i] = inFrame ? bytes[i] : 0;
        }
        Files.write(file, bytes);

        assertThat(place.read(root)).isEqualTo(measurement(5));
        DatumPlace other = DatumFinder.find(index, FIRST, 0);
        assertThatThrownBy(() -> other.read(root)).isInstanceOf(CorruptFileException.class);
    }

    @Test
    void aReportThatHasFewerSaysHowMany() {
        assertThatThrownBy(() -> DatumFinder.find(index, FIRST, 10))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("has 10 measurements, from 0");
        assertThatThrownBy(() -> DatumFinder.find(index, "2016-09-28/other.json", 0))
                .hasMessageContaining("has no measurement, or is not there");
    }

    @Test
    void aPlaceThatIsNoneIsRefusedByFileAndOffset() throws IOException {
        DatumPlace place = DatumFinder.find(index, FIRST, 0);
        FramePlace frame = place.frame();
        for (FramePlace wrong : new FramePlace[] {
            new FramePlace(frame.filename(), frame.offset(), Integer.MAX_VALUE, 0),
            new FramePlace(frame.filename(), Long.MAX_VALUE, frame.size(), 0),
            new FramePlace(frame.filename(), -1, frame.size(), 0),
            new FramePlace(frame.filename(), 1, frame.size(), 0),
            new FramePlace(frame.filename(), 0, frame.size(), frame.textSize() + 1),
        }) {
            assertThatThrownBy(() -> new DatumPlace(FIRST, wrong, 0, 1).read(root))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining(file + " @");
        }
        assertThatThrownBy(() -> new DatumPlace(FIRST, frame, place.offset(), frame.textSize() + 1).read(root))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("no measurement of");
        Files.delete(file);
        assertThatThrownBy(() -> place.read(root)).isInstanceOf(BadInputException.class);
    }

    @Test
    void aFileIsSummedUp() throws IOException {
        try (ContentReader contents = ContentReader.open(index)) {
            FileContent content = contents.next();
            assertThat(content.filename()).isEqualTo("2016-09-28/test.lz4");
            assertThat(content.reports()).isEqualTo(2);
            assertThat(content.measurements()).isEqualTo(12);
            assertThat(content.badBlobs()).containsExactly(java.util.Map.entry("bad", 10L));
            assertThat(content.frames()).isGreaterThan(3);
            assertThat(content.file().size()).isEqualTo(Files.size(file));
            assertThat(content.ratio()).isGreaterThan(1);
            assertThat(contents.next()).isNull();
        }
    }
}
