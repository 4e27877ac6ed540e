package org.ooni.pipeline.autoclaved;

import java.util.List;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;

/** A frame and the measurements in it, as the index has them. */
public record IndexedFrame(FramePlace place, List<Item> data) {
    public IndexedFrame {
        data = List.copyOf(data);
    }

    /**
     * A measurement.
     *
     * @param report the very object for all measurements of a report
     * @param offset in the frame's text
     * @param size without the newline
     */
    public record Item(ReportStart report, int offset, int size) {}
}
