package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.ooni.pipeline.io.Progress;

/** Reads one measurement after the other, in the order of their places. Not thread-safe. */
final class DatumReader implements Closeable {
    private final ArchiveReader archive;
    private MeasurementPlace at;
    private DatumParser parser;

    /** @param root of the autoclaved archive */
    DatumReader(Path root, Progress progress) {
        this.archive = new ArchiveReader(root, progress);
    }

    /** The measurement at {@code place}, which is behind the last one. */
    JsonNode read(MeasurementPlace place) throws IOException {
        if (at == null || place.frameOff() != at.frameOff() || !place.filename().equals(at.filename())) {
            archive.moveTo(place);
            parser = new DatumParser(archive.frame(place));
            at = place;
        }
        return parser.parse(place);
    }

    /** Demands that the last file is the expected one, to its end. */
    void finish() throws IOException {
        archive.finish();
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
