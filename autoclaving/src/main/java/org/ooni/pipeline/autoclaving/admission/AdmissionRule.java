package org.ooni.pipeline.autoclaving.admission;

import com.google.re2j.Pattern;
import java.time.chrono.ChronoLocalDateTime;
import java.util.Set;
import org.ooni.pipeline.autoclaving.rules.Range;
import org.ooni.pipeline.autoclaving.rules.Version;
import org.ooni.pipeline.report.PlainName;

/**
 * Which reports are not to be published, and why: those of which all criteria hold. A criterion that is null always
 * holds, and none holds of a report that does not tell what it asks for.
 *
 * @param testNames plain
 * @param patterns of which one is found in the textname
 */
record AdmissionRule(
        String id,
        String reason,
        Set<String> countries,
        Set<String> networks,
        Set<String> testNames,
        Set<String> reportIds,
        Set<Range<ChronoLocalDateTime<?>>> times,
        Set<Pattern> patterns,
        Set<String> softwareNames,
        Set<Range<Version>> softwareVersions) {

    /** Whether the report's name is not all that the rule asks for. */
    boolean needsSoftware() {
        return softwareNames != null || softwareVersions != null;
    }

    /** Whether every criterion holds that a report's name decides. */
    boolean holds(NamedReport report) {
        return isOneOf(countries, report.country())
                && isOneOf(networks, report.network())
                && isOneOf(reportIds, report.reportId())
                && (testNames == null
                        || report.testName() != null && testNames.contains(PlainName.of(report.testName())))
                && isIn(times, report.start())
                && (patterns == null
                        || patterns.stream()
                                .anyMatch(pattern ->
                                        pattern.matcher(report.textname()).find()));
    }

    /** Whether every criterion holds that {@link #holds(NamedReport)} leaves. */
    boolean holds(Software software) {
        return isOneOf(softwareNames, software.name()) && isIn(softwareVersions, Version.parse(software.version()));
    }

    private static boolean isOneOf(Set<String> wanted, String value) {
        return wanted == null || value != null && wanted.contains(value);
    }

    private static <T extends Comparable<? super T>> boolean isIn(Set<Range<T>> ranges, T value) {
        return ranges == null || ranges.stream().anyMatch(range -> range.contains(value));
    }
}
