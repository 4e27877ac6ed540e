package org.ooni.pipeline.autoclaved;

import java.io.IOException;
import java.nio.file.Path;
import org.ooni.pipeline.io.BadInputException;

/** Finds a measurement in an index by its report and its number there. */
public final class DatumFinder {
    private DatumFinder() {}

    /**
     * The place of the measurement number {@code number}, from 0, of the report {@code textname}. The index is read as
     * far as that.
     *
     * @throws BadInputException when there is none, with the number of measurements that the report has
     */
    public static DatumPlace find(Path index, String textname, int number) throws IOException {
        int seen = 0;
        try (FrameIndex frames = FrameIndex.open(index)) {
            for (IndexedFrame frame = frames.next(); frame != null; frame = frames.next()) {
                for (IndexedFrame.Item item : frame.data()) {
                    if (item.report().textname().equals(textname) && seen++ == number) {
                        return new DatumPlace(textname, frame.place(), item.offset(), item.size());
                    }
                }
            }
        }
        throw new BadInputException(index + ": the report " + textname + " has "
                + (seen == 0 ? "no measurement, or is not there" : seen + " measurements, from 0"));
    }
}
