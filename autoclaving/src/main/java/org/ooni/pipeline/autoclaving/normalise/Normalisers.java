package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;

/**
 * All normalisers of old tests, in the order in which they apply (normalisation rules §4.10).
 *
 * <p>Those tests that ran a process, {@code lantern} and {@code psiphon}, are kept as they are: the original meant to
 * have a normaliser for them and lost their measurements for want of it (D24). Nor is there anything to do for tests
 * that spoke plain TCP. A captive portal test is one of HTTP and of DNS and has no rules besides. Normalised names that
 * are on no list, {@code psiphon_test} among them, are left alone as well (D26).
 */
final class Normalisers {
    private static final List<Normaliser> ALL =
            List.of(new HttpNormaliser(), new DnsNormaliser(), new ScapyNormaliser(), new TlsHandshakeNormaliser());

    private Normalisers() {}

    /**
     * Changes {@code datum}, whose {@code test_name} is mapped.
     *
     * @throws BadBlobException {@link BadReason#ATTRIBUTE} if a normaliser applies and there is no mapping of test keys
     */
    static void apply(ObjectNode datum) throws BadBlobException {
        String testName = datum.get("test_name").textValue();
        for (Normaliser normaliser : ALL) {
            if (normaliser.appliesTo(testName)) {
                if (!(datum.get("test_keys") instanceof ObjectNode testKeys)) {
                    throw new BadBlobException(BadReason.ATTRIBUTE, "test_keys that are no mapping");
                }
                normaliser.apply(datum, testKeys);
            }
        }
    }
}
