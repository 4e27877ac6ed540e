package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ooni.pipeline.metadb.Fingerprint;
import org.ooni.pipeline.metadb.NumberedFingerprint;

/** Finds which block pages a response is (Feeder rules §2.6). However many there are, a body is read once. Immutable. */
public final class BlockPages {
    /** The country of those that count in every country. */
    static final String EVERYWHERE = "ZZ";

    private final SubstringSearch bodies;
    private final Map<String, Matcher> byCountry = new HashMap<>();

    public BlockPages(List<NumberedFingerprint> all) {
        Map<String, Integer> patterns = new LinkedHashMap<>();
        for (NumberedFingerprint each : all) {
            Fingerprint fingerprint = each.fingerprint();
            Matcher matcher = byCountry.computeIfAbsent(fingerprint.country(), country -> new Matcher());
            if (fingerprint.kind() == Fingerprint.Kind.BODY_SUBSTRING) {
                int pattern = patterns.computeIfAbsent(fingerprint.text(), text -> patterns.size());
                matcher.bodies.add(new BodyFingerprint(pattern, each.number()));
            } else {
                matcher.headers.add(each);
            }
        }
        this.bodies = new SubstringSearch(patterns.keySet().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private record BodyFingerprint(int pattern, int number) {}

    /** Those of one country. */
    private static final class Matcher {
        final List<BodyFingerprint> bodies = new ArrayList<>();
        final HeaderFingerprints headers = new HeaderFingerprints();
    }

    /**
     * The numbers of those that match in {@code country}: first those of everywhere, and of each the bodies, exact
     * headers, beginnings of headers.
     *
     * @param body or null
     * @param headers an object, or null
     */
    List<Integer> matching(String country, byte[] body, JsonNode headers) {
        List<Matcher> matchers = new ArrayList<>();
        for (String each : country.equals(EVERYWHERE) ? List.of(EVERYWHERE) : List.of(EVERYWHERE, country)) {
            if (byCountry.containsKey(each)) {
                matchers.add(byCountry.get(each));
            }
        }
        Map<String, JsonNode> lowerCased = lowerCased(headers);
        BitSet found = search(body, matchers);
        List<Integer> numbers = new ArrayList<>();
        for (Matcher matcher : matchers) {
            for (BodyFingerprint each : matcher.bodies) {
                if (found.get(each.pattern)) {
                    numbers.add(each.number);
                }
            }
            matcher.headers.match(lowerCased, numbers);
        }
        return numbers;
    }

    private BitSet search(byte[] body, List<Matcher> matchers) {
        boolean wanted = body != null && matchers.stream().anyMatch(matcher -> !matcher.bodies.isEmpty());
        return wanted ? bodies.find(body) : new BitSet();
    }

    /** Of names that differ in case alone the last one counts. */
    private static Map<String, JsonNode> lowerCased(JsonNode headers) {
        Map<String, JsonNode> lowerCased = new HashMap<>();
        if (headers.isNull()) {
            return lowerCased;
        }
        if (!headers.isObject()) {
            throw new DatumException("not an object", "headers");
        }
        headers.properties()
                .forEach(header -> lowerCased.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return lowerCased;
    }
}
