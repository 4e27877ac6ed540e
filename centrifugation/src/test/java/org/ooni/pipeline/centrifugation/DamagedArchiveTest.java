package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** What does not agree with itself is refused, with the file and the reason, and changes nothing. */
class DamagedArchiveTest extends IngestFixture {
    @Test
    void vector75_aFileOfAnotherBucketIsRefused() throws Exception {
        Path moved = root.resolve("2017-01-02");
        twoFiles();
        Files.move(BUCKET.under(root), moved);
        assertThatThrownBy(() -> centrifugation(List.of()).run(Bucket.parse("2017-01-02"), Progress.NONE))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("not a file of bucket 2017-01-02: 2017-01-01/a.0.tar.lz4");
    }

    @Test
    @DisplayName("#4: the same report in two files of the index is refused")
    void theSameReportTwice() throws Exception {
        bucket().report("a.lz4", "one.json", SampleData.webConnectivity())
                .report("b.lz4", "one.json")
                .write();
        assertThatThrownBy(this::run)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("the report 2017-01-01/one.json is there more than once: "
                        + "in 2017-01-01/a.lz4 and 2017-01-01/b.lz4");
        assertThat(snapshot()).isEmpty();
    }

    @Test
    @DisplayName("#4: a report that the database has from elsewhere is refused")
    void aReportOfTheDatabase() throws Exception {
        ingest(SampleData.webConnectivity());
        metadb.execute("UPDATE report SET textname = '2017-01-01/new.json';"
                + " UPDATE autoclaved SET filename = '2016-12-31/x.lz4', bucket_date = '2016-12-31'");
        bucket().report("new.lz4", "new.json", SampleData.webConnectivity()).write();
        assertThatThrownBy(this::run)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("new.json is there more than once: in 2016-12-31/x.lz4 of the database");
    }

    @Test
    void aFileThatIsNotWhatTheIndexSaysChangesNothing() throws Exception {
        twoFiles();
        Path file = BUCKET.under(root).resolve("b.lz4");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        assertThatThrownBy(this::run)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("2017-01-01/b.lz4")
                .hasMessageContaining("file size: expected " + bytes.length);
        assertThat(snapshot()).isEmpty();
    }

    @Test
    void aWrongSumInTheIndexChangesNothing() throws Exception {
        bucket().report("a.lz4", "one.json", SampleData.webConnectivity())
                .breaking(line -> line instanceof FileEnd end ? new FileEnd(end.fileSize(), end.fileSha1(), 1) : line)
                .write();
        assertThatThrownBy(this::run)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("file crc32: expected 1");
        assertThat(snapshot()).isEmpty();
    }

    @Test
    void aFrameThatTheColumnsCannotHoldIsRefused() throws Exception {
        long huge = 1L << 31;
        bucket().report("a.lz4", "one.json", SampleData.webConnectivity())
                .breaking(line -> {
                    if (line instanceof FrameStart frame) {
                        return new FrameStart(frame.fileOff(), huge, frame.textOff(), frame.textSize());
                    }
                    return line instanceof FileEnd end ? new FileEnd(huge, end.fileSha1(), 1) : line;
                })
                .write();
        assertThatThrownBy(this::run)
                .isInstanceOf(CorruptFileException.class)
                .hasMessage("2017-01-01/a.lz4 @0: a frame of 2147483648 bytes is more than the database can hold");
    }

    @Test
    @DisplayName("#32: a file without measurements is verified, too")
    void filesWithoutMeasurementsAreVerified() throws Exception {
        bucket().reportWithBadBlob("a.lz4", "bad.json").write();
        Path file = BUCKET.under(root).resolve("a.lz4");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(this::run).isInstanceOf(CorruptFileException.class).hasMessageContaining("file crc32");
    }

    @Test
    void aFileThatIsGoneIsNamed() throws Exception {
        twoFiles();
        Files.delete(BUCKET.under(root).resolve("b.lz4"));
        assertThatThrownBy(this::run).isInstanceOf(BadInputException.class).hasMessageContaining("b.lz4");
    }

    @Test
    @DisplayName("#38: a measurement that is not JSON fails its bucket, and is not quoted")
    void whatIsNotJson() throws Exception {
        bucket().rawReport("a.lz4", "one.json", "{\"secret\": nonsense}").write();
        assertThatThrownBy(this::run)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("2017-01-01/a.lz4 @0: the measurement at byte 0 of this frame's text is not JSON")
                .hasMessageNotContaining("nonsense");
    }

    @Test
    void textAfterTheMeasurementIsNotJson() throws Exception {
        bucket().rawReport("a.lz4", "one.json", SampleData.webConnectivity() + " {}")
                .write();
        assertThatThrownBy(this::run).isInstanceOf(CorruptFileException.class);
    }
}
