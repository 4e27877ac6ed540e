package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;

/** What others read the archive with reads it. */
class ToolsTest {
    @TempDir
    private Path temp;

    private TestBucket bucket;
    private Path tar;
    private Path lines;

    @BeforeEach
    void aBucket() throws IOException {
        String large = "{\"test_keys\":{\"a\":\"" + "x".repeat(300_000) + "\"},\"data_format_version\":\"0.2.0\"}\n";
        bucket = new TestBucket(temp.resolve("home"))
                .reports("ndt", 0, 5)
                .json("ndt", 5, large.repeat(2))
                .json("dash", 0, TestBucket.measurement("dash", 1) + "\n" + large + "{]}\n" + large)
                .made();
        tar = bucket.autoclaved("ndt.0.tar.lz4");
        lines = bucket.autoclaved(TestBucket.file("dash", 0, "json") + ".lz4");
    }

    @Test
    void lz4FindsTheFilesSound() throws Exception {
        Tool.assumeInstalled("lz4");
        assertThat(Tool.shell("lz4 -t \"$1\" 2>&1; lz4 -t \"$2\" 2>&1", tar, lines))
                .doesNotContain("rror");
    }

    @Test
    void tarListsTheReports() throws Exception {
        Tool.assumeInstalled("lz4", "tar");
        assertThat(Tool.shell("tar -I lz4 -tvf \"$1\"", tar).split("\n"))
                .hasSize(6)
                .allMatch(line -> line.startsWith("-rw-r--r-- "))
                .anyMatch(line -> line.endsWith(TestBucket.textname("ndt", 5, "json")));
    }

    @Test
    void tarExtractsTheMeasurementsOfAReport() throws Exception {
        Tool.assumeInstalled("lz4", "tar");
        for (ReadBucket.Report report : bucket.read().reports()) {
            if (report.textname().contains("-ndt-")) {
                assertThat(Tool.shell("tar -I lz4 -xOf \"$1\" \"$2\"", tar, report.textname()))
                        .isEqualTo(String.join("\n", report.data()) + "\n");
            }
        }
    }

    @Test
    void jqReadsTheLinesOfAReportThatStandsAlone() throws Exception {
        Tool.assumeInstalled("lz4", "jq");
        assertThat(Tool.shell("lz4 -dc \"$1\" | jq -r .report_filename", lines).split("\n"))
                .hasSize(3)
                .containsOnly(TestBucket.textname("dash", 0, "json"));
    }

    @Test
    void jqReadsTheIndex() throws Exception {
        Tool.assumeInstalled("zcat", "jq");
        assertThat(Tool.shell("zcat \"$1\" | jq -r 'select(.type == \"datum\") | .text_size'", bucket.index())
                        .split("\n"))
                .hasSize(9 + 2 + 3);
    }

    @Test
    void oneMeasurementIsReadFromItsFrameAlone() throws Exception {
        Tool.assumeInstalled("lz4", "dd");
        String streamed = bucket.read()
                .report(TestBucket.textname("dash", 0, "json"))
                .data()
                .get(2);
        FrameStart frame = null;
        Datum last = null;
        try (AutoclavedIndex index = AutoclavedIndex.open(bucket.index())) {
            FrameStart current = null;
            for (IndexLine line = index.next(); !(line instanceof IndexLine.FileEnd); line = index.next()) {
                if (line instanceof FrameStart start) {
                    current = start;
                } else if (line instanceof Datum datum) {
                    frame = current;
                    last = datum;
                }
            }
        }
        assertThat(frame.fileOff()).as("not the first frame").isPositive();
        String sought = Tool.shell(
                "dd if=\"$1\" bs=1 skip=$2 count=$3 status=none | lz4 -dc > \"$6\""
                        + " && dd if=\"$6\" bs=1 skip=$4 count=$5 status=none",
                lines,
                frame.fileOff(),
                frame.fileSize(),
                last.textOff() - frame.textOff(),
                last.textSize(),
                temp.resolve("frame"));
        assertThat(sought).isEqualTo(streamed);
    }
}
