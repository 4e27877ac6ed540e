package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.raw.RawReport;

/** Reports that are no longer what their listing says when their can is made. */
class CanWriterTest {
    private static final int SIZE = 200_000;

    @TempDir
    Path temp;

    private TestBucket bucket;

    @BeforeEach
    void aReport() throws IOException {
        bucket = new TestBucket(temp).report("ndt", 1, SIZE);
        Files.createDirectories(bucket.canned());
    }

    @Test
    void aReportThatGrowsWhileItIsReadIsNamedAndNotReadMuchFurther() throws IOException {
        Progress grow = read -> append(bucket.raw("ndt", 1));
        assertThatThrownBy(() -> write(grow))
                .isInstanceOf(BadInputException.class)
                .hasMessageMatching("report \\Q" + bucket.raw("ndt", 1)
                        + "\\E changes while it is read: it was listed with 200000 bytes and 2\\d{5} were read");
        assertThat(bucket.canned()).isEmptyDirectory();
    }

    @Test
    void aReportThatShrankIsNamed() throws IOException {
        bucket.report("ndt", 1, SIZE - 1);
        assertThatThrownBy(() -> write(Progress.NONE))
                .isInstanceOf(BadInputException.class)
                .hasMessage("report " + bucket.raw("ndt", 1)
                        + " changes while it is read: it was listed with 200000 bytes and 199999 were read");
    }

    @Test
    void aReportThatVanishedIsNamed() throws IOException {
        Files.delete(bucket.raw("ndt", 1));
        assertThatThrownBy(() -> write(Progress.NONE))
                .isInstanceOf(BadInputException.class)
                .hasMessage("cannot read report " + bucket.raw("ndt", 1) + ": there is no such file");
    }

    @Test
    void aReportThatBecameALinkIsNotFollowed() throws IOException {
        Path elsewhere = Files.move(bucket.raw("ndt", 1), temp.resolve("elsewhere"));
        Files.createSymbolicLink(bucket.raw("ndt", 1), elsewhere);
        assertThatThrownBy(() -> write(Progress.NONE))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("cannot read report " + bucket.raw("ndt", 1) + ": ");
    }

    @Test
    void aReportThatBecameADirectoryIsNamed() throws IOException {
        Files.delete(bucket.raw("ndt", 1));
        Files.createDirectory(bucket.raw("ndt", 1));
        assertThatThrownBy(() -> write(Progress.NONE))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("cannot read report " + bucket.raw("ndt", 1) + ": ");
    }

    private void write(Progress progress) throws IOException {
        RawReport listed = new RawReport(TestBucket.name("ndt", 1), SIZE);
        CanPlan plan = CanPlan.tar("ndt.0.tar.lz4", List.of(listed));
        try (Publication publication = Publication.of(bucket.canned("ndt.0.tar.lz4"))) {
            new CanWriter(TestBucket.DAY, bucket.raw(), progress).write(plan, publication);
        }
    }

    /** Faster than it is read, but not without end. */
    private static void append(Path file) {
        try {
            if (Files.size(file) < 40 * SIZE) {
                Files.write(file, new byte[10 * SIZE], StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
