package org.ooni.pipeline.canning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.TarCan;
import org.ooni.pipeline.raw.RawReport;
import org.ooni.pipeline.raw.ReportName;

/**
 * Where late reports go if cans that are there may get more (docs/formats.md, "Slicing"): into further cans, until a test
 * has {@link SurplusCans#MOST} more than its reports need; from then on into the smallest of its tars that has room.
 * Pure.
 *
 * @param cans to be made
 * @param joins tars that get more reports
 */
record JoinPlan(List<CanPlan> cans, List<Joining> joins) {

    /** @param reports that are added at the end, sorted by name */
    record Joining(TarCan can, List<RawReport> reports) {}

    /** All that are canned. */
    List<RawReport> reports() {
        return Stream.concat(cans.stream().map(CanPlan::reports), joins.stream().map(Joining::reports))
                .flatMap(List::stream)
                .toList();
    }

    /** No can that is there gets more. */
    static JoinPlan without(List<CanPlan> cans) {
        return new JoinPlan(cans, List.of());
    }

    /**
     * @param taken what is canned, sorted by name
     * @param canned the cans that each test has
     * @param highest the highest tar number of each test
     */
    static JoinPlan of(
            List<RawReport> taken, Map<String, List<Can>> canned, Map<String, Integer> highest, long canSize) {
        Map<String, List<RawReport>> tests = new TreeMap<>();
        taken.forEach(report -> tests.computeIfAbsent(report.name().testName(), test -> new ArrayList<>())
                .add(report));
        List<Joining> joins = new ArrayList<>();
        Set<RawReport> joining = new HashSet<>();
        Set<String> tars = new HashSet<>();
        tests.forEach((test, reports) -> {
            List<Can> cans = canned.getOrDefault(test, List.of());
            List<RawReport> rest = rest(reports, canSize);
            int surplus = surplus(cans, reports, canSize);
            if (rest.isEmpty() || surplus < SurplusCans.MOST) {
                return;
            }
            Optional<TarCan> tar = tarWithRoom(cans, rest, canSize);
            if (tar.isEmpty()) {
                // A tar even of one: those that come later need one that they can join.
                tars.add(test);
            } else if (surplus > SurplusCans.MOST) {
                joins.add(new Joining(tar.get(), rest));
                joining.addAll(rest);
            }
        });
        List<RawReport> others =
                taken.stream().filter(report -> !joining.contains(report)).toList();
        return new JoinPlan(PackPlan.of(others, highest, canSize, tars), joins);
    }

    /** The reports of the last slice, the one that is not full. */
    private static List<RawReport> rest(List<RawReport> reports, long canSize) {
        List<RawReport> rest = new ArrayList<>(reports);
        rest.removeAll(new HashSet<>(FullCans.of(reports, canSize)));
        return rest;
    }

    /** Of the test, if nothing were joined. */
    private static int surplus(List<Can> cans, List<RawReport> reports, long canSize) {
        List<RawReport> all = new ArrayList<>(reports);
        for (Can can : cans) {
            for (CannedText text : can.reports()) {
                name(text)
                        .ifPresent(name ->
                                all.add(new RawReport(name, text.digest().size())));
            }
        }
        all.sort(Comparator.comparing(report -> report.name().file()));
        int made = PackPlan.of(reports, Map.of(), canSize).size();
        return SurplusCans.of(cans.size() + made, all, canSize);
    }

    private static Optional<TarCan> tarWithRoom(List<Can> cans, List<RawReport> reports, long canSize) {
        long size = reports.stream().mapToLong(RawReport::size).sum();
        return cans.stream()
                .filter(TarCan.class::isInstance)
                .map(TarCan.class::cast)
                .filter(can -> reportBytes(can) + size < canSize)
                .min(Comparator.comparingLong(JoinPlan::reportBytes).thenComparing(Can::filename));
    }

    private static long reportBytes(Can can) {
        return can.reports().stream().mapToLong(text -> text.digest().size()).sum();
    }

    /** The name of a canned report; empty of one that no reports-raw could have. */
    static Optional<ReportName> name(CannedText text) {
        return ReportName.parse(text.textname().substring(text.textname().indexOf('/') + 1));
    }
}
