package org.ooni.pipeline.cli.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ooni.pipeline.canning.FullCans;
import org.ooni.pipeline.canning.SurplusCans;
import org.ooni.pipeline.cli.state.Arrivals.Arrival;
import org.ooni.pipeline.raw.RawReport;
import org.ooni.pipeline.raw.ReportName;

/** How many cans more than it needs each test would have if what waits of it got one. Pure. */
final class Surplus {
    private Surplus() {}

    static Map<String, Integer> of(List<Arrival> waiting, CannedFacts.Reading canned) {
        Map<String, List<RawReport>> tests = new TreeMap<>();
        for (Arrival arrival : waiting) {
            tests.computeIfAbsent(arrival.report().name().testName(), test -> new ArrayList<>())
                    .add(arrival.report());
        }
        canned.texts()
                .forEach((file, size) -> ReportName.parse(file)
                        .filter(name -> tests.containsKey(name.testName()))
                        .ifPresent(name -> tests.get(name.testName()).add(new RawReport(name, size))));
        Map<String, Integer> surplus = new TreeMap<>();
        tests.forEach((test, reports) -> {
            reports.sort(Comparator.comparing(report -> report.name().file()));
            int cans = canned.cansOfTests().getOrDefault(test, 0) + 1;
            surplus.put(test, Math.max(0, SurplusCans.of(cans, reports, FullCans.CAN_SIZE)));
        });
        return surplus;
    }
}
