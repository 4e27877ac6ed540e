package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.RawReport;

/** Of what has arrived a run may be told to take a part. */
class SelectedArrivalsTest {
    @TempDir
    Path home;

    private TestBucket bucket;

    @BeforeEach
    void reports() throws IOException {
        bucket =
                new TestBucket(home).report("ndt", 1, 100).report("ndt", 2, 100).report("dash", 3, 100);
    }

    private CanningResult can(String test) throws IOException {
        return new Canning(bucket.rawRoot(), bucket.cannedRoot(), 2, TestBucket.CAN_SIZE)
                .run(TestBucket.DAY, report -> report.name().testName().equals(test), Progress.NONE);
    }

    @Test
    void theOthersWaitForTheNextRun() throws IOException {
        CanningResult first = can("ndt");
        assertThat(first.state()).isEqualTo(CanningResult.State.CANNED);
        assertThat(first.reports()).isEqualTo(2);
        assertThat(first.textBytes()).isEqualTo(200);
        assertThat(bucket.index()).contains("ndt").doesNotContain("dash");

        CanningResult second = can("dash");
        assertThat(second.state()).isEqualTo(CanningResult.State.EXTENDED);
        assertThat(second.reports()).isOne();
        assertThat(can("dash").state()).isEqualTo(CanningResult.State.UNCHANGED);
    }

    @Test
    void nothingIsPublishedWhereNothingIsTaken() throws IOException {
        CanningResult result = can("tor");
        assertThat(result.state()).isEqualTo(CanningResult.State.UNCHANGED);
        assertThat(result.reports()).isZero();
        assertThat(bucket.canned()).doesNotExist();
    }

    @Test
    void whatAnUnfinishedRunLeftOfOtherReportsIsReplaced() throws IOException {
        Files.createDirectories(bucket.canned());
        Files.writeString(bucket.canned("ndt.0.tar.lz4"), "half a can");
        can("dash");
        assertThat(bucket.canned("ndt.0.tar.lz4")).doesNotExist();
        can("ndt");
        assertThat(bucket.canned("ndt.0.tar.lz4")).exists();
    }

    @Test
    void reportsThatFillCansAreThoseOfAllSlicesButTheLast() {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<RawReport> reports = IntStream.range(0, random.nextInt(12))
                    .mapToObj(n -> new RawReport(TestBucket.name("ndt", n), random.nextInt(140)))
                    .toList();
            List<RawReport> full = FullCans.of(reports, 100);
            List<RawReport> rest =
                    reports.stream().filter(report -> !full.contains(report)).toList();
            assertThat(rest.stream().mapToLong(RawReport::size).sum())
                    .as("seed %d, %s", seed, reports)
                    .isLessThan(100);
            List<RawReport> small = reports.stream().filter(r -> r.size() < 100).toList();
            List<RawReport> smallFull =
                    full.stream().filter(r -> r.size() < 100).toList();
            List<List<RawReport>> all = PackPlan.slices(small, 100);
            assertThat(PackPlan.slices(smallFull, 100))
                    .as("seed %d, %s", seed, reports)
                    .isEqualTo(all.subList(0, Math.max(0, all.size() - 1)));
        }
    }
}
