package org.ooni.pipeline.cli.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.ooni.pipeline.raw.ReportName;

/**
 * Which measurements are wanted. Empty sets want all.
 *
 * <p>The test is that of the report's name, so the index alone decides. Country and network are those that the report's
 * first measurement has: they are the same within a report, and the database refuses measurements that say otherwise.
 *
 * @param tests as names of reports spell them
 * @param countries values of {@code probe_cc}; {@code ZZ} is also what has none
 * @param networks values of {@code probe_asn}; {@code AS0} is also what has none
 * @param input is looked for in {@code input}; in its JSON if that is not a string
 */
public record MeasurementFilter(
        Set<String> tests, Set<String> countries, Set<String> networks, Optional<Pattern> input) {
    private static final String INPUT = "input";
    private static final String COUNTRY = "probe_cc";
    private static final String NETWORK = "probe_asn";

    public MeasurementFilter {
        tests = Set.copyOf(tests);
        countries = Set.copyOf(countries);
        networks = Set.copyOf(networks);
    }

    /** Whether a report of this name may hold something that is wanted. */
    boolean takesName(String textname) {
        return tests.isEmpty()
                || ReportName.parse(textname.substring(textname.indexOf('/') + 1))
                        .filter(name -> tests.contains(name.testName()))
                        .isPresent();
    }

    /** The members that {@link #takesReport} looks at; none if it takes all. */
    Set<String> reportKeys() {
        Set<String> keys = new HashSet<>();
        if (!countries.isEmpty()) {
            keys.add(COUNTRY);
        }
        if (!networks.isEmpty()) {
            keys.add(NETWORK);
        }
        return keys;
    }

    /** Whether a report whose first measurement has these members is wanted. */
    boolean takesReport(Map<String, JsonNode> members) {
        return takes(countries, members.get(COUNTRY), "ZZ") && takes(networks, members.get(NETWORK), "AS0");
    }

    private static boolean takes(Set<String> wanted, JsonNode value, String unknown) {
        return wanted.isEmpty() || wanted.contains(value == null ? unknown : value.asText(unknown));
    }

    /** The members that {@link #takesMeasurement} looks at; none if it takes all. */
    Set<String> measurementKeys() {
        return input.isPresent() ? Set.of(INPUT) : Set.of();
    }

    /** Whether a measurement with these members, of a report that is wanted, is wanted. */
    boolean takesMeasurement(Map<String, JsonNode> members) {
        if (input.isEmpty()) {
            return true;
        }
        JsonNode value = members.get(INPUT);
        return value != null
                && !value.isNull()
                && input.get()
                        .matcher(value.isTextual() ? value.textValue() : value.toString())
                        .find();
    }
}
