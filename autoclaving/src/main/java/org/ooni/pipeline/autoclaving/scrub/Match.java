package org.ooni.pipeline.autoclaving.scrub;

import java.time.chrono.ChronoLocalDateTime;
import java.util.Set;
import java.util.function.Function;
import org.ooni.pipeline.autoclaving.rules.Range;
import org.ooni.pipeline.autoclaving.rules.Times;
import org.ooni.pipeline.autoclaving.rules.Version;
import org.ooni.pipeline.report.PlainName;

/**
 * Which measurements a rule is for: those of which all conditions hold. A condition that is null always holds, and none
 * holds of a measurement that lacks the value or has another kind of value there.
 *
 * @param testNames plain
 */
record Match(
        Set<String> testNames,
        Set<String> softwareNames,
        Range<Version> softwareVersions,
        Set<String> countries,
        Set<String> networks,
        Range<ChronoLocalDateTime<?>> times) {

    /**
     * @param testName as normalised
     * @param strings the outermost strings of the measurement by their keys; null where there is none
     */
    boolean matches(String testName, Function<String, String> strings) {
        return (testNames == null || testNames.contains(PlainName.of(testName)))
                && isOneOf(softwareNames, strings, "software_name")
                && isOneOf(countries, strings, "probe_cc")
                && isOneOf(networks, strings, "probe_asn")
                && (softwareVersions == null
                        || softwareVersions.contains(Version.parse(strings.apply("software_version"))))
                && (times == null || times.contains(Times.parse(strings.apply("measurement_start_time"))));
    }

    private static boolean isOneOf(Set<String> wanted, Function<String, String> strings, String key) {
        if (wanted == null) {
            return true;
        }
        String value = strings.apply(key);
        return value != null && wanted.contains(value);
    }
}
