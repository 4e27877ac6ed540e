package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.report.SlicedReport.JSON;
import static org.ooni.pipeline.report.SlicedReport.YAML;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Laws of both slicers: any bytes, however they arrive. */
class SlicerPropertyTest {
    private static final String JSON_REPORT = "{\"a\":1}\n{\"b\":\n{}}\n{}\n{\"c\":\"}\"}\n";
    private static final String YAML_REPORT = "#cc\n---\nr: 1\n...\n...\n# comment\n---\n...\n---\na: |\n ...\n...\n";
    private static final List<String> JSON_PIECES = List.of("{", "}", "\n", "}\n", "{}\n", "\"", "abc", "\r", "\u00ff");
    private static final List<String> YAML_PIECES =
            List.of("---\n", "...\n", "\n...\n", "#", "\n", "-", ".", "a: 1\n", "---\nb\n...\n", " ", "\u00ff");

    @Test
    void aReportCutAfterAnyByteGivesItsWholeBlobsAndOneCutOff() throws IOException {
        for (int length = 0; length <= JSON_REPORT.length(); length++) {
            String cut = JSON_REPORT.substring(0, length);
            assertThat(SlicedReport.of(JSON, cut)).as(cut).isEqualTo(SlicerModel.json(cut, 1000));
        }
        for (int length = 0; length <= YAML_REPORT.length(); length++) {
            String cut = YAML_REPORT.substring(0, length);
            assertThat(SlicedReport.of(YAML, cut)).as(cut).isEqualTo(SlicerModel.yaml(cut, 1000));
        }
    }

    @Test
    void theSlicesDoNotDependOnChunks() throws IOException {
        for (int chunk = 1; chunk <= 60; chunk++) {
            assertThat(SlicedReport.of(JSON, SlicedReport.latin1(JSON_REPORT), 50, chunk))
                    .as("chunk %d", chunk)
                    .isEqualTo(SlicerModel.json(JSON_REPORT, 50))
                    .hasSize(4);
            assertThat(SlicedReport.of(YAML, SlicedReport.latin1(YAML_REPORT), 50, chunk))
                    .as("chunk %d", chunk)
                    .isEqualTo(SlicerModel.yaml(YAML_REPORT, 50))
                    .hasSize(3);
        }
    }

    @Test
    void anyBytesAreTiledAsTheRulesSay() throws IOException {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            int maxBlob = random.nextInt(30);
            int chunk = 1 + random.nextInt(40);
            String json = (random.nextBoolean() ? "{" : "") + pieces(random, JSON_PIECES);
            assertThat(SlicedReport.of(JSON, SlicedReport.latin1(json), maxBlob, chunk))
                    .as("seed %d, round %d: %s", seed, round, json)
                    .isEqualTo(SlicerModel.json(json, maxBlob));
            String yaml = (random.nextBoolean() ? "---\n" : "") + pieces(random, YAML_PIECES);
            assertThat(SlicedReport.of(YAML, SlicedReport.latin1(yaml), maxBlob, chunk))
                    .as("seed %d, round %d: %s", seed, round, yaml)
                    .isEqualTo(SlicerModel.yaml(yaml, maxBlob));
        }
    }

    @Test
    void aBlobIsTheBytesAtItsOffset() throws IOException {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String report = "{" + pieces(random, JSON_PIECES) + "}\n{" + pieces(random, JSON_PIECES);
            InputStream in = new TricklingInput(SlicedReport.latin1(report), random);
            for (Slice slice : SlicedReport.slices(new JsonSlicer(in, 40, 16))) {
                String as = "seed " + seed + ", round " + round + ": " + report;
                int off = (int) slice.off();
                if (slice instanceof Slice.Blob blob) {
                    byte[] expected = SlicedReport.latin1(report.substring(off, off + blob.length()));
                    assertThat(blob.bytes()).as(as).isEqualTo(expected);
                } else if (slice instanceof Slice.Oversize oversize) {
                    String expected = SlicedReport.sha1(report.substring(off, off + (int) oversize.size()));
                    assertThat(SlicedReport.hex(oversize.sha1())).as(as).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    @DisplayName("D4: after a cut-off the report is read to its end")
    void aCutOffReportIsReadToItsEnd() throws IOException {
        try (InputStream in = new EndlessLine('{', "x", 5_000_000)) {
            Slicer slicer = new JsonSlicer(in, 1000, 4096);
            assertThat(SlicedReport.inWords(slicer.next())).isEqualTo("TRUNCATED 0");
            assertThat(in.read()).isEqualTo(-1);
            assertThat(slicer.next()).isNull();
        }
    }

    @Test
    @Timeout(300)
    @DisplayName("D45: a blob of more than two gigabytes is digested in a small window")
    void anOversizeBlobNeedsNoMemory() throws IOException {
        long size = 2_200_000_000L;
        try (InputStream in = new EndlessLine('{', "}\n", size)) {
            Slice slice = new JsonSlicer(in, 1 << 20).next();
            assertThat(SlicedReport.inWords(slice)).isEqualTo("OVERFLOW 0.." + (size - 2));
        }
    }

    @Test
    @Timeout(300)
    @DisplayName("D45: looking for the end of an unfinished blob takes one pass, however small the chunks")
    void anUnfinishedBlobIsSearchedOnce() throws IOException {
        try (InputStream in = new EndlessLine('{', "x", 40_000_000)) {
            Slice slice = new JsonSlicer(in, Slicer.DEFAULT_MAX_BLOB, 64).next();
            assertThat(SlicedReport.inWords(slice)).isEqualTo("TRUNCATED 0");
        }
    }

    private static String pieces(Random random, List<String> pieces) {
        StringBuilder report = new StringBuilder();
        for (int count = random.nextInt(25); count > 0; count--) {
            report.append(pieces.get(random.nextInt(pieces.size())));
        }
        return report.toString();
    }
}
