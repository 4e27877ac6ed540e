package org.ooni.pipeline.autoclaving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Objects;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.JsonText;
import org.ooni.pipeline.report.JsonWriter;
import org.ooni.pipeline.report.TextBuffer;

/** Tells whether published measurements are as a scrubbing rule wants them. Reuses its buffers; not thread-safe. */
final class ScrubbedText {
    private final ScrubbingRules rules;
    private final String rule;
    private final JsonText datum = new JsonText();
    private final TextBuffer before = new TextBuffer();
    private final TextBuffer after = new TextBuffer();

    ScrubbedText(ScrubbingRules rules, String rule) {
        this.rules = rules;
        this.rule = rule;
    }

    /** Whether the rule changes a measurement for good; one that cannot be read here may be anything, and counts. */
    boolean isOutdated(byte[] text, int from, int length) {
        try {
            datum.copy(text, from, length);
            if (!rules.concern(rule, Objects.requireNonNullElse(member("test_name"), ""), this::member)) {
                return false;
            }
            ObjectNode tree = datum.tree();
            before.clear();
            JsonWriter.write(tree, before);
            boolean applied = rules.apply(tree).contains(rule);
            after.clear();
            JsonWriter.write(tree, after);
            return applied && !Arrays.equals(before.bytes(), 0, before.length(), after.bytes(), 0, after.length());
        } catch (BadBlobException e) {
            return true;
        }
    }

    /** An outermost string, or null. */
    private String member(String key) {
        for (int i = datum.members().size() - 1; i >= 0; i--) {
            if (datum.members().key(i).equals(key)) {
                return datum.string(i);
            }
        }
        return null;
    }
}
