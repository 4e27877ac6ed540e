package org.ooni.pipeline.autoclaving.sanitise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.ooni.pipeline.report.BadBlobException;

/** All sanitisers, in their order. Immutable. */
public final class Sanitisers {
    private final List<Sanitiser> all;

    public Sanitisers(BridgeDb bridges) {
        this.all = List.of();
    }

    /** Whether measurements of a test, by its mapped name, are changed. */
    public boolean applyTo(String testName) {
        return all.stream().anyMatch(sanitiser -> sanitiser.appliesTo(testName));
    }

    /** Changes {@code datum} in place. */
    public void apply(ObjectNode datum) throws BadBlobException {
        String testName = datum.path("test_name").asText();
        for (Sanitiser sanitiser : all) {
            if (sanitiser.appliesTo(testName)) {
                sanitiser.apply(datum);
            }
        }
    }

    /** A test's name without what its spellings differ in: case, blanks, {@code _} and {@code -} (D42). */
    static String plain(String testName) {
        return testName.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
