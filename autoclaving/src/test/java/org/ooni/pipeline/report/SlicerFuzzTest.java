package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Arrays;

/** Any bytes, in windows of many sizes, are sliced as the framing rules say; see docs/testing.md. */
class SlicerFuzzTest {
    @FuzzTest
    @DictionaryFile(resourcePath = "json-slicer.dict")
    void json(byte[] report) throws IOException {
        int maxBlob = maxBlob(report);
        assertThat(SlicedReport.of(SlicedReport.JSON, report, maxBlob, chunk(report)))
                .isEqualTo(SlicerModel.json(SlicedReport.text(report), maxBlob));
    }

    @FuzzTest
    @DictionaryFile(resourcePath = "yaml-slicer.dict")
    void yaml(byte[] report) throws IOException {
        int maxBlob = maxBlob(report);
        assertThat(SlicedReport.of(SlicedReport.YAML, report, maxBlob, chunk(report)))
                .isEqualTo(SlicerModel.yaml(SlicedReport.text(report), maxBlob));
    }

    /** From the report itself, so that a saved one is a report and nothing else. */
    private static int maxBlob(byte[] report) {
        return (Arrays.hashCode(report) >>> 8) % 40;
    }

    private static int chunk(byte[] report) {
        return 1 + (Arrays.hashCode(report) >>> 16) % 40;
    }
}
