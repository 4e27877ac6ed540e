package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.report.SlicedReport.JSON;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonSlicerTest {
    private static final String X = "{\"test_name\":\"x\"}\n";
    private static final String Y = "{\"test_name\":\"y\"}\n";

    @Test
    void anEmptyReportHasNoSlices() throws IOException {
        assertThat(sliced("")).isEmpty();
    }

    @Test
    void aBlobEndsAtItsBraceAndTheLineEndBelongsToNobody() throws IOException {
        assertThat(sliced(X + Y)).containsExactly("blob 0..16", "blob 18..34");
    }

    @Test
    @DisplayName("D6: a last record without its line end is cut off")
    void aLastRecordWithoutLineEndIsTruncated() throws IOException {
        assertThat(sliced(X + Y.strip())).containsExactly("blob 0..16", "TRUNCATED 18");
    }

    @Test
    @DisplayName("D6: CRLF, blank lines, leading blanks and a byte order mark end the report")
    void whatIsNotABraceEndsTheReport() throws IOException {
        assertThat(sliced("{}\r\n{}\r\n")).containsExactly("TRUNCATED 0");
        assertThat(sliced(X + "\n" + Y)).containsExactly("blob 0..16", "BROKEN_FRAME 18");
        assertThat(sliced(" {}\n")).containsExactly("BROKEN_FRAME 0");
        assertThat(sliced("\u00ef\u00bb\u00bf{}\n")).containsExactly("BROKEN_FRAME 0");
        assertThat(sliced("[1]\n")).containsExactly("BROKEN_FRAME 0");
    }

    @Test
    @DisplayName("D7: two records with a blank before the line end are one blob")
    void aBlankBeforeTheLineEndJoinsTwoRecords() throws IOException {
        assertThat(sliced("{} \n{}\n")).containsExactly("blob 0..5");
    }

    @Test
    void aLineEndThatFollowsNoBraceIsPartOfTheBlob() throws IOException {
        assertThat(sliced("{\"a\":\n1}\n")).containsExactly("blob 0..7");
    }

    @Test
    void prettyPrintedJsonBreaksAtTheFirstNestedObject() throws IOException {
        assertThat(sliced("{\"a\":{\"b\":1}\n}\n")).containsExactly("blob 0..11", "BROKEN_FRAME 13");
    }

    @Test
    @DisplayName("D3: offsets are true beyond the first chunk")
    void offsetsAreTrueBeyondTheFirstChunk() throws IOException {
        String blob = "{\"a\":\"" + "x".repeat(700_018) + "\"}";
        byte[] report = SlicedReport.latin1((blob + "\n").repeat(3) + "\n");
        assertThat(SlicedReport.of(JSON, report, Slicer.DEFAULT_MAX_BLOB, ReportWindow.CHUNK))
                .containsExactly(
                        "blob 0..700025", "blob 700027..1400052", "blob 1400054..2100079", "BROKEN_FRAME 2100081");
    }

    @Test
    void theDigestIsThatOfTheBlobAlone() throws IOException {
        Slicer slicer = new JsonSlicer(new ByteArrayInputStream(SlicedReport.latin1(X + Y)), 100);
        for (String expected : List.of(X.strip(), Y.strip())) {
            Slice.Blob blob = (Slice.Blob) slicer.next();
            assertThat(SlicedReport.hex(blob.sha1())).isEqualTo(SlicedReport.sha1(expected));
        }
    }

    private static List<String> sliced(String report) throws IOException {
        return SlicedReport.of(JSON, report);
    }
}
