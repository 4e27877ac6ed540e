package org.ooni.pipeline.autoclaving.sanitise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.PlainName;

/** All sanitisers, in their order. Immutable. */
public final class Sanitisers {
    private final List<Sanitiser> all;

    public Sanitisers(BridgeDb bridges) {
        this.all = List.of(new TcpConnectSanitiser(bridges), new BridgeReachabilitySanitiser(bridges));
    }

    /** Whether measurements of a test, by its name in whatever spelling, may be changed. */
    public boolean applyTo(String testName) {
        String plain = PlainName.of(testName);
        return all.stream().anyMatch(sanitiser -> sanitiser.appliesTo(plain));
    }

    /** Changes {@code datum} in place. */
    public void apply(ObjectNode datum) throws BadBlobException {
        String plain = PlainName.of(datum.path("test_name").asText());
        for (Sanitiser sanitiser : all) {
            if (sanitiser.appliesTo(plain)) {
                sanitiser.apply(datum);
            }
        }
    }
}
