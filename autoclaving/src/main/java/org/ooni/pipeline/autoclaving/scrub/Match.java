package org.ooni.pipeline.autoclaving.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.chrono.ChronoLocalDateTime;
import java.util.Set;
import java.util.function.Function;
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
     * @param members the outermost values of the measurement by their keys; null where there is none
     */
    boolean matches(String testName, Function<String, JsonNode> members) {
        return (testNames == null || testNames.contains(PlainName.of(testName)))
                && isOneOf(softwareNames, members, "software_name")
                && isOneOf(countries, members, "probe_cc")
                && isOneOf(networks, members, "probe_asn")
                && (softwareVersions == null
                        || softwareVersions.contains(Version.parse(text(members, "software_version"))))
                && (times == null || times.contains(Times.parse(text(members, "measurement_start_time"))));
    }

    private static boolean isOneOf(Set<String> wanted, Function<String, JsonNode> members, String key) {
        if (wanted == null) {
            return true;
        }
        String value = text(members, key);
        return value != null && wanted.contains(value);
    }

    private static String text(Function<String, JsonNode> members, String key) {
        JsonNode value = members.apply(key);
        return value == null ? null : value.textValue();
    }
}
