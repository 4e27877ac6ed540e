package org.ooni.pipeline.metadb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ooni.pipeline.io.BadInputException;

/**
 * Which rows are to be added to {@code repeated_report}: a pure function of what was found and what is known
 * (docs/metadb.md, "Repeated reports"). No row is ever changed, so what is used stays used.
 *
 * @param joining reports whose content a known group has; they are not used
 * @param groups new ones
 */
public record RepeatPlan(List<RepeatedReport> joining, List<RepeatedGroup> groups) {
    public RepeatPlan {
        joining = List.copyOf(joining);
        groups = List.copyOf(groups);
    }

    /**
     * @param found names of reports by their content; a name has one content
     * @param known rows with one of these names or contents, at least
     * @throws BadInputException naming reports that were recorded with another content
     */
    public static RepeatPlan of(Map<ReportContent, SortedSet<String>> found, Collection<RepeatedReport> known)
            throws BadInputException {
        Map<String, ReportContent> contents = new HashMap<>();
        Map<ReportContent, Integer> groups = new HashMap<>();
        for (RepeatedReport report : known) {
            contents.put(report.textname(), report.content());
            groups.merge(report.content(), report.group(), Math::min);
        }
        requireUnchanged(found, contents);
        List<RepeatedReport> joining = new ArrayList<>();
        List<RepeatedGroup> fresh = new ArrayList<>();
        found.forEach((content, textnames) -> {
            Integer group = groups.get(content);
            if (group != null) {
                textnames.stream()
                        .filter(textname -> !contents.containsKey(textname))
                        .forEach(textname -> joining.add(new RepeatedReport(group, false, textname, content)));
            } else if (textnames.size() > 1) {
                fresh.add(new RepeatedGroup(content, textnames));
            }
        });
        return new RepeatPlan(joining, fresh);
    }

    private static void requireUnchanged(
            Map<ReportContent, SortedSet<String>> found, Map<String, ReportContent> contents) throws BadInputException {
        SortedSet<String> changed = new TreeSet<>();
        found.forEach((content, textnames) -> textnames.stream()
                .filter(textname -> !content.equals(contents.getOrDefault(textname, content)))
                .forEach(changed::add));
        if (!changed.isEmpty()) {
            throw new BadInputException(
                    "repeated_report has other digests of " + String.join(", ", changed)
                            + ": their bytes have changed since they were recorded, or the table is wrong; nothing was recorded");
        }
    }

    public boolean isEmpty() {
        return joining.isEmpty() && groups.isEmpty();
    }

    /** Names of the reports that are not used from now on. */
    public SortedSet<String> unused() {
        SortedSet<String> unused = new TreeSet<>();
        joining.forEach(report -> unused.add(report.textname()));
        for (RepeatedGroup group : groups) {
            group.textnames().stream().filter(textname -> !group.uses(textname)).forEach(unused::add);
        }
        return unused;
    }
}
