package org.ooni.pipeline.autoclaving.sanitise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Who the bridge is that a measurement names, and under which name it may be published.
 *
 * @param lines that name it, none of them empty
 * @param bridge its row in the database, or null
 * @param hash its hashed fingerprint, or null
 * @param isPublished whether the measurement says no more than published ones do: the hash, or that there was a name
 */
record Identity(List<BridgeLine> lines, Bridge bridge, String hash, boolean isPublished) {

    /** @param lines of which the first is believed, though a hash most of all, and that of the last */
    static Identity of(List<BridgeLine> lines, BridgeDb bridges) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (bridges.isHashed(lines.get(i))) {
                return new Identity(lines, null, lines.get(i).text(), true);
            }
        }
        if (!lines.isEmpty() && lines.stream().allMatch(line -> line.text().equals(Tokens.REDACTED))) {
            return new Identity(lines, null, null, true);
        }
        Bridge bridge = bridges.find(lines);
        String fingerprint = bridge == null ? null : bridge.fingerprint();
        if (fingerprint == null) {
            fingerprint = lines.stream()
                    .flatMap(line -> line.fingerprints().stream())
                    .findFirst()
                    .orElse(null);
        }
        return new Identity(lines, bridge, fingerprint == null ? null : Bridge.hashed(fingerprint), false);
    }

    /** Whether there is anything to hide, or something hidden before. */
    boolean isBridge() {
        return bridge != null || hash != null;
    }

    /** Puts the public name in the place of the input. */
    void hide(ObjectNode datum) {
        datum.put("input", hash == null ? Tokens.REDACTED : hash);
    }

    /**
     * What takes out of a string all by which the bridge is known.
     *
     * @param others that go as well
     */
    UnaryOperator<String> redaction(BridgeDb bridges, Judge others) {
        List<BridgeLine> secret =
                lines.stream().filter(line -> !bridges.isHashed(line)).toList();
        List<String> names =
                secret.stream().map(BridgeLine::text).filter(bridges::isName).toList();
        Judge judge = BridgeLine.secrets(secret).or(others);
        return text -> {
            String redacted = Tokens.redact(text, judge);
            for (String name : names) {
                redacted = redacted.replace(name, Tokens.REDACTED);
            }
            return redacted;
        };
    }
}
