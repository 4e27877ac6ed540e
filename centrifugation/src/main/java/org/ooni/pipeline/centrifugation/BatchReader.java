package org.ooni.pipeline.centrifugation;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.centrifugation.MeasurementBatch.Frame;

/** Cuts the measurements to be read into batches. Not thread-safe. */
final class BatchReader {
    /** Of frames; as text it is about four times that. */
    private static final int BATCH = 256 * 1024;

    private final MeasurementCursor places;
    private final ArchiveReader archive;
    private final Map<String, Set<String>> redo;
    private MeasurementPlace next;

    /** @param redo by file: the tables whose rows are to be made again, if its measurements are not new */
    BatchReader(MeasurementCursor places, ArchiveReader archive, Map<String, Set<String>> redo) throws SQLException {
        this.places = places;
        this.archive = archive;
        this.redo = redo;
        this.next = places.next();
    }

    /** The next one, or null at the end, when all files are proven. */
    MeasurementBatch next() throws SQLException, IOException {
        skipFilesWithoutMeasurements();
        if (next == null) {
            archive.finish();
            return null;
        }
        archive.moveTo(next);
        String file = next.filename();
        List<Frame> frames = new ArrayList<>();
        long size = 0;
        while (next != null && next.filename().equals(file) && size < BATCH) {
            size += next.frameSize();
            frames.add(frame());
        }
        return new MeasurementBatch(frames, redo.get(file));
    }

    /** Their digests are proven as the others' are. */
    private void skipFilesWithoutMeasurements() throws SQLException, IOException {
        while (next != null && next.msmNo() == 0) {
            archive.moveTo(next);
            next = places.next();
        }
    }

    private Frame frame() throws SQLException, IOException {
        MeasurementPlace first = next;
        List<MeasurementPlace> inFrame = new ArrayList<>();
        while (next != null
                && next.frameOff() == first.frameOff()
                && next.filename().equals(first.filename())) {
            inFrame.add(next);
            next = places.next();
        }
        return new Frame(archive.frame(first), inFrame);
    }
}
