package org.ooni.pipeline.autoclaved;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Finding;

/**
 * A frame that was decoded, and the measurements in it read.
 *
 * @param items between the frame's own events
 * @param text null if the frame is damaged or was not read
 * @param facts of the items, null for those that are no measurements or damaged ones
 * @param findings in the frame by itself
 */
record CheckedFrame(
        FrameStart start, List<IndexLine> items, byte[] text, List<DatumFacts> facts, List<Finding> findings)
        implements AutoclavedVerification.Part {

    /** A frame of which nothing but its events is known. */
    static CheckedFrame unread(FrameStart start, List<IndexLine> items, List<Finding> findings) {
        return new CheckedFrame(start, items, null, null, findings);
    }

    /** Decodes and parses; may be done in any thread. */
    static CheckedFrame of(FrameStart start, List<IndexLine> items, CompressedFrame frame) throws IOException {
        byte[] text;
        try {
            text = frame.text();
        } catch (CorruptFileException e) {
            return unread(start, items, List.of(e.finding()));
        }
        List<Finding> findings = new ArrayList<>();
        if (text.length != start.textSize()) {
            findings.add(Finding.of(frame.file(), frame.offset(), "frame: text size", start.textSize(), text.length));
            return unread(start, items, findings);
        }
        List<DatumFacts> facts = new ArrayList<>(items.size());
        for (IndexLine item : items) {
            facts.add(item instanceof Datum datum ? read(datum, start, text, frame, findings) : null);
        }
        return new CheckedFrame(start, items, text, facts, findings);
    }

    /** The index is one whose grammar holds: the measurement is inside the frame. */
    private static DatumFacts read(
            Datum datum, FrameStart start, byte[] text, CompressedFrame frame, List<Finding> findings)
            throws IOException {
        int off = (int) (datum.textOff() - start.textOff());
        DatumFacts facts = DatumFacts.of(text, off, (int) datum.textSize());
        if (facts == null) {
            findings.add(Finding.of(
                    frame.file(),
                    frame.offset(),
                    "the measurement at byte " + off + " of the frame's text is not JSON"));
        }
        return facts;
    }

    DatumFacts facts(int item) {
        return facts == null ? null : facts.get(item);
    }
}
