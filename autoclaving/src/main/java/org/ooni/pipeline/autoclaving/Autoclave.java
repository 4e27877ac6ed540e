package org.ooni.pipeline.autoclaving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ooni.pipeline.autoclaving.normalise.CurrentFormat;
import org.ooni.pipeline.autoclaving.normalise.Measurement;
import org.ooni.pipeline.autoclaving.normalise.Origin;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.JsonText;
import org.ooni.pipeline.report.JsonWriter;
import org.ooni.pipeline.report.TextBuffer;

/**
 * Makes a published measurement of a raw one: normalise, sanitise, encode. Reuses its buffers; not thread-safe.
 *
 * <p>Every method leaves one line of JSON, without its newline, in {@link #datum()}, or throws and leaves nothing of
 * use.
 */
final class Autoclave {
    private final Sanitisers sanitisers;
    private final JsonText raw = new JsonText();
    private final TextBuffer datum = new TextBuffer();

    Autoclave(Sanitisers sanitisers) {
        this.sanitisers = sanitisers;
    }

    void json(byte[] blob, int from, int length, Origin origin) throws BadBlobException {
        raw.copy(blob, from, length);
        datum.clear();
        if (!CurrentFormat.write(raw, origin, sanitisers::applyTo, datum)) {
            tree(raw.tree(), origin);
        }
    }

    /** @param measurement is changed */
    void tree(ObjectNode measurement, Origin origin) throws BadBlobException {
        Measurement.normalise(measurement, origin);
        sanitisers.apply(measurement);
        datum.clear();
        JsonWriter.write(measurement, datum);
    }

    /** The last measurement; holds until the next. */
    TextBuffer datum() {
        return datum;
    }
}
