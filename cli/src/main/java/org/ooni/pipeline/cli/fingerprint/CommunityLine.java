package org.ooni.pipeline.cli.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ooni.pipeline.metadb.Fingerprint;

/**
 * A line of the community's list, and what it comes to here.
 *
 * @param number of the line in its file, from 1
 * @param name of the fingerprint in the list
 * @param fingerprints one for each country
 * @param leftOut why there are none: a reason that other lines may share, and the particulars
 */
public record CommunityLine(int number, String name, List<Fingerprint> fingerprints, Optional<LeftOut> leftOut) {
    private static final String ALL_COUNTRIES = "ZZ";
    private static final String HEADER = "header.";
    private static final Set<String> TYPES = Set.of("full", "prefix", "contains", "regexp");

    /** @param particulars what of this line; may be empty */
    public record LeftOut(String reason, String particulars) {
        @Override
        public String toString() {
            return particulars.isEmpty() ? reason : reason + ": " + particulars;
        }
    }

    /** What of a line matters. */
    record Columns(String name, String scope, String location, String type, String pattern, String countries) {}

    static CommunityLine of(int number, Columns columns, boolean vague) {
        Optional<LeftOut> inexpressible = inexpressible(columns, vague);
        if (inexpressible.isPresent()) {
            return new CommunityLine(number, columns.name(), List.of(), inexpressible);
        }
        List<Fingerprint> fingerprints = new ArrayList<>();
        for (String country : countries(columns.countries())) {
            Fingerprint fingerprint = fingerprint(columns, country);
            Optional<String> problem = fingerprint.problem();
            if (problem.isPresent()) {
                return new CommunityLine(
                        number, columns.name(), List.of(), leftOut("a value that cannot be right", problem.get()));
            }
            fingerprints.add(fingerprint);
        }
        return new CommunityLine(number, columns.name(), List.copyOf(fingerprints), Optional.empty());
    }

    /** A hit on one of our fingerprints confirms blocking, which is more than some lines mean to say. */
    private static Optional<LeftOut> inexpressible(Columns columns, boolean vague) {
        if (columns.scope().equals("fp")) {
            return leftOut("scope fp: known not to be a block page", "");
        }
        String location = columns.location();
        String type = columns.type();
        boolean header = location.startsWith(HEADER);
        if (location.equals("dns")) {
            return leftOut("location dns: only HTTP responses are searched", "");
        }
        if (!header && !location.equals("body")) {
            return leftOut("a location that is not known", location);
        }
        if (!TYPES.contains(type)) {
            return leftOut("a pattern type that is not known", type);
        }
        if (header ? type.equals("contains") || type.equals("regexp") : !type.equals("contains")) {
            return leftOut(
                    header
                            ? "header " + type + ": of a header only prefix and full can be stored"
                            : "body " + type + ": of a body only contains can be stored",
                    "");
        }
        return columns.scope().equals("vbw") && !vague
                ? leftOut("scope vbw: too vague to confirm blocking (--vague takes these)", "")
                : Optional.empty();
    }

    private static Optional<LeftOut> leftOut(String reason, String particulars) {
        return Optional.of(new LeftOut(reason, particulars));
    }

    private static List<String> countries(String list) {
        if (list.isBlank()) {
            return List.of(ALL_COUNTRIES);
        }
        List<String> countries =
                Stream.of(list.split(",", -1)).map(String::strip).distinct().toList();
        return countries.contains(ALL_COUNTRIES) ? List.of(ALL_COUNTRIES) : countries;
    }

    private static Fingerprint fingerprint(Columns columns, String country) {
        if (columns.location().equals("body")) {
            return Fingerprint.ofBody(country, columns.pattern());
        }
        String header = columns.location().substring(HEADER.length());
        return columns.type().equals("full")
                ? Fingerprint.ofHeaderValue(country, header, columns.pattern())
                : Fingerprint.ofHeaderPrefix(country, header, columns.pattern());
    }
}
