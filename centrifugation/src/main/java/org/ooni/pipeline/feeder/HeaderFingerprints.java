package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ooni.pipeline.metadb.Fingerprint;
import org.ooni.pipeline.metadb.NumberedFingerprint;

/** Fingerprints of one country that look at headers, whose names are compared in lower case. */
final class HeaderFingerprints {
    private final Map<String, Map<String, List<Integer>>> values = new LinkedHashMap<>();
    private final List<NumberedFingerprint> prefixes = new ArrayList<>();

    void add(NumberedFingerprint numbered) {
        Fingerprint fingerprint = numbered.fingerprint();
        if (fingerprint.kind() == Fingerprint.Kind.HEADER_PREFIX) {
            prefixes.add(numbered);
        } else {
            values.computeIfAbsent(lower(fingerprint.header()), name -> new HashMap<>())
                    .computeIfAbsent(fingerprint.text(), value -> new ArrayList<>())
                    .add(numbered.number());
        }
    }

    /**
     * Adds the numbers of those that match. A list or an object for a value is refused, if it is looked at; so is
     * anything but a text that should begin somehow.
     */
    void match(Map<String, JsonNode> headers, List<Integer> numbers) {
        values.forEach((name, wanted) -> {
            JsonNode value = headers.get(name);
            if (value != null && value.isContainerNode()) {
                throw new DatumException("neither a string nor a number", "headers");
            }
            if (value != null && value.isTextual()) {
                numbers.addAll(wanted.getOrDefault(value.textValue(), List.of()));
            }
        });
        for (NumberedFingerprint each : prefixes) {
            JsonNode value = headers.get(lower(each.fingerprint().header()));
            if (value != null
                    && Fields.string(value, "headers")
                            .startsWith(each.fingerprint().text())) {
                numbers.add(each.number());
            }
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
