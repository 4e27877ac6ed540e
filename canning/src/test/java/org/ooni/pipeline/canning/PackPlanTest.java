package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.raw.RawReport;

class PackPlanTest {
    private static final long MI = 1 << 20;
    private static final long FULL = 64 * MI;

    @Test
    void smallReportsShareATarAndALargeOneStandsAsItIs() {
        List<RawReport> reports = reports("t", 42, 64, FULL);
        assertThat(plan(reports))
                .containsExactly(
                        CanPlan.asIs(reports.get(2)),
                        CanPlan.tar("t.0.tar.lz4", List.of(reports.get(0), reports.get(1))));
    }

    @Test
    void aReportThatFitsWithNeitherNeighbourLeavesThemLonely() {
        List<RawReport> reports = reports("t", 42, FULL - 1, 64);
        assertThat(plan(reports))
                .containsExactlyElementsOf(reports.stream().map(CanPlan::asIs).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, FULL - 1, FULL, 1L << 40})
    void oneReportOfAnySizeStandsAsItIs(long size) {
        List<RawReport> reports = reports("t", size);
        assertThat(plan(reports)).containsExactly(CanPlan.asIs(reports.get(0)));
    }

    @Test
    void anEmptyBucketHasNoCans() {
        assertThat(plan(List.of())).isEmpty();
    }

    @Test
    void aSliceIsClosedByTheReportThatWouldFillIt() {
        assertThat(tars(plan(reports("t", 32 * MI, 32 * MI - 1, 1, 1))))
                .containsExactly("t.0.tar.lz4 2", "t.1.tar.lz4 2");
        assertThat(tars(plan(reports("t", 32 * MI, 32 * MI - 2, 1, 1)))).containsExactly("t.0.tar.lz4 3");
    }

    @Test
    void theNumberOfALonelySliceIsReused() {
        assertThat(tars(plan(reports("t", 1, 1, FULL - 1, 60 * MI, 1))))
                .containsExactly("t.0.tar.lz4 2", "t.1.tar.lz4 2");
    }

    @Test
    void aLargeReportDoesNotCloseASlice() {
        assertThat(tars(plan(reports("t", 1, FULL, 1)))).containsExactly("t.0.tar.lz4 2");
    }

    @Test
    void testsAreSlicedApartAndNumberedApart() {
        List<RawReport> reports = new ArrayList<>(reports("ndt", 1, 1, 1));
        reports.addAll(reports("dash", 1, 1));
        reports.addAll(reports("bridget", 1));
        assertThat(tars(plan(reports))).containsExactly("dash.0.tar.lz4 2", "ndt.0.tar.lz4 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 100, 101})
    void numbersArePaddedToTheDigitsOfTheLast(int tars) {
        List<CanPlan> plan = plan(halves(tars));
        int digits = Integer.toString(tars - 1).length();
        assertThat(plan).hasSize(tars);
        for (int i = 0; i < tars; i++) {
            assertThat(plan.get(i).file()).isEqualTo("t." + String.format("%0" + digits + "d", i) + ".tar.lz4");
        }
    }

    @Test
    void laterArrivalsAreNumberedAfterTheHighestSoFar() {
        assertThat(tars(PackPlan.of(halves(2), Map.of("t", 3, "u", 77), PackPlan.CAN_SIZE)))
                .containsExactly("t.4.tar.lz4 2", "t.5.tar.lz4 2");
        assertThat(tars(PackPlan.of(halves(2), Map.of("t", 8), PackPlan.CAN_SIZE)))
                .containsExactly("t.09.tar.lz4 2", "t.10.tar.lz4 2");
    }

    @Test
    void aTarsNumberIsReadFromItsName() {
        assertThat(PackPlan.TarNumber.parse("web_connectivity.07.tar.lz4"))
                .isEqualTo(new PackPlan.TarNumber("web_connectivity", 7));
        assertThat(PackPlan.TarNumber.parse("a.1.2.tar.lz4")).isEqualTo(new PackPlan.TarNumber("a.1", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ndt.tar.lz4",
                "ndt..tar.lz4",
                "ndt.-1.tar.lz4",
                "ndt.0.tar",
                ".0.tar.lz4",
                "ndt.99999999999.tar.lz4",
                "20160928T062804Z-GR-AS6799-ndt-x-0.2.0-probe.json.lz4"
            })
    void otherNamesHaveNoTarNumber(String file) {
        assertThat(PackPlan.TarNumber.parse(file)).isNull();
    }

    private static List<CanPlan> plan(List<RawReport> reports) {
        return PackPlan.of(reports, Map.of(), PackPlan.CAN_SIZE);
    }

    /** Reports that fill {@code tars} tars, two a tar. */
    private static List<RawReport> halves(int tars) {
        long[] sizes = new long[2 * tars];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i % 2 == 0 ? 63 * MI : MI - 1;
        }
        return reports("t", sizes);
    }

    private static List<String> tars(List<CanPlan> plan) {
        return plan.stream()
                .filter(CanPlan::tar)
                .map(can -> can.file() + " " + can.reports().size())
                .toList();
    }

    private static List<RawReport> reports(String test, long... sizes) {
        List<RawReport> reports = new ArrayList<>();
        for (long size : sizes) {
            reports.add(new RawReport(TestBucket.name(test, reports.size()), size));
        }
        return reports;
    }
}
