package org.ooni.pipeline.autoclaving.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.Strings;

/** What a rule does to a measurement. Done twice, it changes nothing the second time. */
sealed interface Action {
    /** Changes {@code datum} in place and tells whether anything was to be changed. */
    boolean apply(ObjectNode datum) throws BadBlobException;

    /** Takes values away, the keys of members included; an element named by its index becomes null. */
    record Remove(Pointer at) implements Action {
        @Override
        public boolean apply(ObjectNode datum) throws BadBlobException {
            return at.edit(datum, value -> null);
        }
    }

    /** Puts one value in the place of others. */
    record Replace(Pointer at, JsonNode with) implements Action {
        @Override
        public boolean apply(ObjectNode datum) throws BadBlobException {
            return at.edit(datum, value -> value.equals(with) ? value : with.deepCopy());
        }
    }

    /** Puts {@code [REDACTED]} in the place of what matches in strings and keys. */
    record Redact(Pointer below, Redaction redaction) implements Action {
        @Override
        public boolean apply(ObjectNode datum) throws BadBlobException {
            boolean[] changed = new boolean[1];
            below.edit(
                    datum,
                    value -> Strings.change(value, text -> {
                        String redacted = redaction.of(text);
                        changed[0] |= !redacted.equals(text);
                        return redacted;
                    }));
            return changed[0];
        }
    }
}
