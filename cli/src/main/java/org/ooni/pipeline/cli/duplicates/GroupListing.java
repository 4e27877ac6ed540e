package org.ooni.pipeline.cli.duplicates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ooni.pipeline.metadb.RepeatPlan;
import org.ooni.pipeline.metadb.RepeatedGroup;
import org.ooni.pipeline.metadb.RepeatedReport;

/**
 * A group of reports that are the same.
 *
 * @param used the one that is ingested; empty if somebody has decided that none is
 * @param unused the others, and whether each of them is new in its group
 */
record GroupListing(Optional<String> used, SortedMap<String, Boolean> unused) {

    /** All groups of a comparison, by the names that are used. */
    static List<GroupListing> of(Comparison comparison) {
        Map<Integer, Builder> known = new TreeMap<>();
        for (RepeatedReport report : comparison.known()) {
            Builder group = known.computeIfAbsent(report.group(), number -> new Builder());
            if (report.used()) {
                group.used = Optional.of(report.textname());
            } else {
                group.unused.put(report.textname(), false);
            }
        }
        RepeatPlan plan = comparison.plan();
        plan.joining().forEach(report -> known.get(report.group()).unused.put(report.textname(), true));
        List<GroupListing> groups = new ArrayList<>();
        known.values().forEach(group -> groups.add(new GroupListing(group.used, group.unused)));
        plan.groups().forEach(group -> groups.add(of(group)));
        groups.sort(Comparator.comparing(GroupListing::first));
        return groups;
    }

    private static GroupListing of(RepeatedGroup group) {
        SortedMap<String, Boolean> unused = new TreeMap<>();
        group.textnames().tailSet(group.textnames().first() + "\0").forEach(name -> unused.put(name, true));
        return new GroupListing(Optional.of(group.textnames().first()), unused);
    }

    private static final class Builder {
        private final SortedMap<String, Boolean> unused = new TreeMap<>();
        private Optional<String> used = Optional.empty();
    }

    private String first() {
        return used.orElseGet(unused::firstKey);
    }

    boolean hasNew() {
        return unused.containsValue(true);
    }
}
