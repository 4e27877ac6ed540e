package org.ooni.pipeline.autoclaving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ooni.pipeline.autoclaving.normalise.CurrentFormat;
import org.ooni.pipeline.autoclaving.normalise.Measurement;
import org.ooni.pipeline.autoclaving.normalise.Origin;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.JsonText;
import org.ooni.pipeline.report.JsonWriter;
import org.ooni.pipeline.report.TextBuffer;

/**
 * Makes a published measurement of a raw one: normalise, sanitise, scrub, encode. Reuses its buffers; not thread-safe.
 *
 * <p>Every method leaves one line of JSON, without its newline, in {@link #datum()}, or throws and leaves nothing of
 * use.
 */
final class Autoclave {
    private final Sanitisers sanitisers;
    private final ScrubbingRules scrubbing;
    private final SortedMap<String, Long> scrubbed = new TreeMap<>();
    private final JsonText raw = new JsonText();
    private final TextBuffer datum = new TextBuffer();

    Autoclave(Sanitisers sanitisers, ScrubbingRules scrubbing) {
        this.sanitisers = sanitisers;
        this.scrubbing = scrubbing;
        scrubbing.ids().forEach(id -> scrubbed.put(id, 0L));
    }

    void json(byte[] blob, int from, int length, Origin origin) throws BadBlobException {
        raw.copy(blob, from, length);
        datum.clear();
        if (!CurrentFormat.write(raw, origin, this::needsTree, datum)) {
            tree(raw.tree(), origin);
        }
    }

    /** @param measurement is changed */
    void tree(ObjectNode measurement, Origin origin) throws BadBlobException {
        Measurement.normalise(measurement, origin);
        sanitisers.apply(measurement);
        List<String> applied = scrubbing.apply(measurement);
        datum.clear();
        JsonWriter.write(measurement, datum);
        applied.forEach(id -> scrubbed.merge(id, 1L, Long::sum));
    }

    private boolean needsTree(String testName) {
        return sanitisers.applyTo(testName) || scrubbing.concern(testName, this::member);
    }

    /** An outermost string of the raw measurement, or null. */
    private String member(String key) {
        for (int i = raw.members().size() - 1; i >= 0; i--) {
            if (raw.members().key(i).equals(key)) {
                return raw.string(i);
            }
        }
        return null;
    }

    /** How many measurements each scrubbing rule changed, by the rules' ids. */
    SortedMap<String, Long> scrubbed() {
        return Collections.unmodifiableSortedMap(scrubbed);
    }

    /** The last measurement; holds until the next. */
    TextBuffer datum() {
        return datum;
    }
}
