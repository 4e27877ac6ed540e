package org.ooni.pipeline.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.reading.MeasurementFilter;
import picocli.CommandLine.Option;

/** Which measurements are wanted. */
final class FilterOptions {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern NETWORK = Pattern.compile("(?:AS)?(\\d{1,10})");

    @Option(
            names = "--test-name",
            paramLabel = "NAME",
            description = "Only reports of this test, as their names spell it; may be repeated.")
    private List<String> tests = List.of();

    @Option(
            names = "--probe-cc",
            paramLabel = "CC",
            description = "Only reports whose probe_cc this is; may be repeated.")
    private List<String> countries = List.of();

    @Option(
            names = "--probe-asn",
            paramLabel = "ASN",
            description = "Only reports whose probe_asn this is, AS30722 or 30722; may be repeated.")
    private List<String> networks = List.of();

    @Option(
            names = "--input",
            paramLabel = "REGEX",
            description = "Only measurements in whose input this is found, as a regular expression of Java.")
    private String input;

    MeasurementFilter filter() {
        for (String country : countries) {
            if (!COUNTRY.matcher(country).matches()) {
                throw CommandException.usage("--probe-cc: '" + country + "' is no country; give two capitals, as RU.");
            }
        }
        Set<String> asns = new TreeSet<>();
        for (String network : networks) {
            Matcher number = NETWORK.matcher(network);
            if (!number.matches()) {
                throw CommandException.usage("--probe-asn: '" + network + "' is no network; give AS30722 or 30722.");
            }
            asns.add("AS" + Long.parseLong(number.group(1)));
        }
        return new MeasurementFilter(Set.copyOf(tests), Set.copyOf(countries), asns, pattern());
    }

    private Optional<Pattern> pattern() {
        try {
            return Optional.ofNullable(input).map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw CommandException.usage("--input: not a regular expression: " + e.getDescription() + ", at character "
                    + e.getIndex() + ".");
        }
    }
}
