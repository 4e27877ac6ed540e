package org.ooni.pipeline.autoclaving.sanitise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.Strings;

/**
 * tcp_connect, whose inputs are servers of any kind, bridges among them (normalisation rules §6, D42 to D44).
 *
 * <p>An input that names a bridge of the database, or a fingerprint, gives way to the hashed fingerprint, and its
 * tokens go wherever they stand. Of all other bridges of the database, addresses with ports and fingerprints go.
 */
final class TcpConnectSanitiser implements Sanitiser {
    private final BridgeDb bridges;

    TcpConnectSanitiser(BridgeDb bridges) {
        this.bridges = bridges;
    }

    @Override
    public boolean appliesTo(String plainName) {
        return plainName.equals("tcpconnect");
    }

    @Override
    public void apply(ObjectNode datum) throws BadBlobException {
        Identity identity = Identity.of(List.of(Fields.line(datum, "input")), bridges);
        UnaryOperator<String> redaction = text -> Tokens.redact(text, bridges.endpoints());
        if (identity.isBridge()) {
            Fields.testKeys(datum).put("bridge_hashed_fingerprint", identity.hash());
            if (!identity.isPublished()) {
                identity.hide(datum);
                redaction = identity.redaction(bridges, bridges.endpoints());
            }
        }
        Strings.change(datum, redaction);
    }
}
