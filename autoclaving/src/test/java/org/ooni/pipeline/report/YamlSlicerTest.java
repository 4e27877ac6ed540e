package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.report.SlicedReport.YAML;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class YamlSlicerTest {
    private static final String HEADER = "---\nreport_id: R\n...\n";
    private static final String ENTRY = "---\na: 1\n...\n";

    @Test
    void anEmptyReportHasNoSlices() throws IOException {
        assertThat(sliced("")).isEmpty();
    }

    @Test
    void aBlobHoldsBothItsFrameLines() throws IOException {
        assertThat(sliced(HEADER + ENTRY)).containsExactly("blob 0..20", "blob 21..33");
    }

    @Test
    void anEmptyDocumentIsABlob() throws IOException {
        assertThat(sliced("---\n...\n" + ENTRY)).containsExactly("blob 0..7", "blob 8..20");
    }

    @Test
    void secondTrailersAndCommentsBetweenDocumentsAreSkipped() throws IOException {
        assertThat(sliced("# one\n" + HEADER + "...\n# two\n...\n" + ENTRY + "###\n"))
                .containsExactly("blob 6..26", "blob 41..53");
    }

    @Test
    void onlyALineOfThreeDotsEndsABlob() throws IOException {
        assertThat(sliced("---\na: ...\n ...\n... \n....\n#\n...\n")).containsExactly("blob 0..31");
    }

    @Test
    void twoDocumentsInOneFrameAreOneBlob() throws IOException {
        assertThat(sliced("---\na: 1\n---\nb: 1\n...\n")).containsExactly("blob 0..21");
    }

    @Test
    void anUnfinishedBlobOrCommentIsTruncatedAtItsFirstByte() throws IOException {
        assertThat(sliced(HEADER + "---\na: 1\n...")).containsExactly("blob 0..20", "TRUNCATED 21");
        assertThat(sliced(HEADER + "# no line end")).containsExactly("blob 0..20", "TRUNCATED 21");
    }

    @Test
    void fewerThanFourBytesAtTheEndAreTruncatedWhateverTheyAre() throws IOException {
        for (String tail : List.of("\n", "#\n", "...", "---", "xyz", "#a\n")) {
            assertThat(sliced(HEADER + tail)).as(tail).containsExactly("blob 0..20", "TRUNCATED 21");
        }
    }

    @Test
    @DisplayName("D6: text beside the dashes, CRLF, directives, a byte order mark and blank lines end the report")
    void whatIsNoFrameEndsTheReport() throws IOException {
        for (String broken : List.of(
                "--- {a: 1}\n...\n", "---\r\na: 1\n", "%YAML 1.1\n", "\u00ef\u00bb\u00bf---\n", "\n---\n", "text")) {
            assertThat(sliced(HEADER + broken)).as(broken).containsExactly("blob 0..20", "BROKEN_FRAME 21");
        }
    }

    @Test
    void theDigestOfAnEntryTakesInTheHeader() throws IOException {
        byte[] report = SlicedReport.latin1(HEADER + ENTRY + ENTRY);
        List<Slice> slices = SlicedReport.slices(new YamlSlicer(new ByteArrayInputStream(report), 100));
        assertThat(slices)
                .extracting(slice -> SlicedReport.hex(((Slice.Blob) slice).sha1()))
                .containsExactly(
                        SlicedReport.sha1(HEADER),
                        SlicedReport.sha1(HEADER + ENTRY),
                        SlicedReport.sha1(HEADER + ENTRY));
    }

    @Test
    @DisplayName("D45: a header too long to keep still counts in the digests of its entries")
    void anOversizeHeaderCountsInTheDigests() throws IOException {
        String header = "---\na: " + "x".repeat(500) + "\n...\n";
        byte[] report = SlicedReport.latin1(header + ENTRY);
        List<Slice> slices = SlicedReport.slices(new YamlSlicer(new ByteArrayInputStream(report), 100, 10));
        Slice.Oversize first = (Slice.Oversize) slices.get(0);
        Slice.Blob second = (Slice.Blob) slices.get(1);
        assertThat(first.size()).isEqualTo(header.length());
        assertThat(SlicedReport.hex(first.sha1())).isEqualTo(SlicedReport.sha1(header));
        assertThat(SlicedReport.hex(second.sha1())).isEqualTo(SlicedReport.sha1(header + ENTRY));
    }

    private static List<String> sliced(String report) throws IOException {
        return SlicedReport.of(YAML, report);
    }
}
