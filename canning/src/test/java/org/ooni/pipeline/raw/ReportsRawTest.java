package org.ooni.pipeline.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.BadInputException;

class ReportsRawTest {
    private static final String FIRST = "20160928T062804Z-GR-AS6799-ndt-x-0.2.0-probe.json";
    private static final String SECOND = "20160928T062805Z-GR-AS6799-ndt-x-0.2.0-probe.yaml";

    @TempDir
    Path bucket;

    @Test
    void listsReportsByNameWithTheirSizes() throws IOException {
        write(SECOND, 3);
        write(FIRST, 0);
        assertThat(ReportsRaw.list(bucket).reports())
                .containsExactly(
                        new RawReport(ReportName.parse(FIRST).orElseThrow(), 0),
                        new RawReport(ReportName.parse(SECOND).orElseThrow(), 3));
    }

    @Test
    void anEmptyBucketHasNoReports() throws IOException {
        assertThat(ReportsRaw.list(bucket)).isEqualTo(ReportsRaw.NONE);
    }

    @Test
    void unfinishedUploadsAreLeftAlone() throws IOException {
        write(FIRST, 1);
        for (String end : new String[] {".tmp", ".part", "~"}) {
            write(SECOND + end, 1);
        }
        write("." + SECOND, 1);
        ReportsRaw listing = ReportsRaw.list(bucket);
        assertThat(listing.reports()).hasSize(1);
        assertThat(listing.leftAlone()).containsExactly("." + SECOND, SECOND + ".part", SECOND + ".tmp", SECOND + "~");
    }

    @Test
    void everyWrongNameIsListedInOrder() throws IOException {
        write(FIRST, 1);
        StringBuilder expected = new StringBuilder(bucket + ": not report files: ");
        for (int i = 100; i < 300; i++) {
            write("wrong." + i, 1);
            expected.append(i == 100 ? "" : ", ").append("wrong.").append(i);
        }
        assertRefused(expected.toString());
    }

    @Test
    void aSymbolicLinkIsNotFollowedEvenUnderAReportsName() throws IOException {
        write("target.tmp", 1);
        Files.createSymbolicLink(bucket.resolve(FIRST), bucket.resolve("target.tmp"));
        assertRefused(bucket + ": not report files: " + FIRST + " (a symbolic link)");
    }

    @Test
    void aDirectoryIsNoReportEvenUnderAReportsName() throws IOException {
        Files.createDirectory(bucket.resolve(FIRST));
        Files.createDirectory(bucket.resolve("more"));
        assertRefused(bucket + ": not report files: " + FIRST + " (a directory), more (a directory)");
    }

    @Test
    void aNameTooLongForItsCanIsWrong() throws IOException {
        String name = "20160928T062804Z-GR-AS6799-ndt-" + "x".repeat(207) + "-0.2.0-probe.json";
        assertThat(name).hasSize(255);
        write(name, 1);
        assertRefused(bucket + ": not report files: " + name);
    }

    @Test
    void aWrongNameCannotBreakItsLineOrCommandATerminal() throws IOException {
        write("a\nb\u001b[2Jc", 1);
        assertRefused(bucket + ": not report files: a\\u000ab\\u001b[2Jc");
    }

    @Test
    void aBucketThatIsNotThereCannotBeRead() {
        bucket = bucket.resolve("absent");
        assertRefused("cannot read bucket " + bucket + ": there is no such file");
    }

    private void write(String name, int size) throws IOException {
        Files.write(bucket.resolve(name), new byte[size]);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> ReportsRaw.list(bucket))
                .isInstanceOf(BadInputException.class)
                .hasMessage(message);
    }
}
