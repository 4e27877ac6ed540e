package org.ooni.pipeline.centrifugation;

import java.util.List;
import java.util.Set;
import org.ooni.pipeline.autoclaved.CompressedFrame;

/**
 * Measurements of one file that lie together, as they were read: whole frames. What a thread works on at a time.
 *
 * @param redo the tables whose rows are to be made again; null if the measurements are new
 */
record MeasurementBatch(List<Frame> frames, Set<String> redo) {

    /** @param places of measurements in it, in their order */
    record Frame(CompressedFrame compressed, List<MeasurementPlace> places) {}

    /** Of the frames, in bytes. */
    long size() {
        return frames.stream()
                .mapToLong(frame -> frame.compressed.bytes().length)
                .sum();
    }
}
