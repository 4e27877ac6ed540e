package org.ooni.pipeline.canning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ooni.pipeline.raw.RawReport;

/** Which reports go into which can: the slicing rule of docs/formats.md. Pure. */
final class PackPlan {
    /** Uncompressed report bytes; a report that alone is as large stands as it is. */
    static final long CAN_SIZE = FullCans.CAN_SIZE;

    private static final Pattern TAR_NAME = Pattern.compile("(?<test>[^-]+)\\.(?<number>\\d{1,9})\\.tar\\.lz4");

    /** A tar can's number, read from its name. */
    record TarNumber(String test, int number) {
        /** The number in a can's file name, or null when it is none of a tar can. */
        static TarNumber parse(String file) {
            Matcher matcher = TAR_NAME.matcher(file);
            return matcher.matches()
                    ? new TarNumber(matcher.group("test"), Integer.parseInt(matcher.group("number")))
                    : null;
        }
    }

    private PackPlan() {}

    /**
     * Plans the cans of {@code reports}, which are sorted by name.
     *
     * @param highest the highest number that each test's tars have so far; the new ones come after it
     * @param canSize in bytes: {@link #CAN_SIZE}, but for tests
     * @return sorted by file name
     */
    static List<CanPlan> of(List<RawReport> reports, Map<String, Integer> highest, long canSize) {
        return of(reports, highest, canSize, Set.of());
    }

    /** @param tars tests whose last slice is a tar even if it has one report alone */
    static List<CanPlan> of(List<RawReport> reports, Map<String, Integer> highest, long canSize, Set<String> tars) {
        Map<String, List<RawReport>> tests = new TreeMap<>();
        List<CanPlan> cans = new ArrayList<>();
        for (RawReport report : reports) {
            if (report.size() >= canSize) {
                cans.add(CanPlan.asIs(report));
            } else {
                tests.computeIfAbsent(report.name().testName(), test -> new ArrayList<>())
                        .add(report);
            }
        }
        tests.forEach((test, group) -> {
            List<List<RawReport>> slices = slices(group, canSize);
            int alone = tars.contains(test) ? slices.size() - 1 : slices.size();
            pack(test, slices, alone, highest.getOrDefault(test, -1) + 1, cans);
        });
        cans.sort(Comparator.comparing(CanPlan::file));
        return cans;
    }

    /** @param alone so many slices, the first ones, are no tars if they have one report */
    private static void pack(String test, List<List<RawReport>> slices, int alone, int first, List<CanPlan> cans) {
        List<List<RawReport>> tars = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            List<RawReport> slice = slices.get(i);
            if (slice.size() == 1 && i < alone) {
                cans.add(CanPlan.asIs(slice.get(0)));
            } else {
                tars.add(slice);
            }
        }
        int digits = Integer.toString(first + tars.size() - 1).length();
        for (int i = 0; i < tars.size(); i++) {
            String number = Integer.toString(first + i);
            cans.add(CanPlan.tar(test + "." + "0".repeat(digits - number.length()) + number + ".tar.lz4", tars.get(i)));
        }
    }

    static List<List<RawReport>> slices(List<RawReport> group, long canSize) {
        List<List<RawReport>> slices = new ArrayList<>();
        List<RawReport> slice = new ArrayList<>();
        long size = 0;
        for (RawReport report : group) {
            if (size + report.size() >= canSize && !slice.isEmpty()) {
                slices.add(slice);
                slice = new ArrayList<>();
                size = 0;
            }
            slice.add(report);
            size += report.size();
        }
        if (!slice.isEmpty()) {
            slices.add(slice);
        }
        return slices;
    }
}
