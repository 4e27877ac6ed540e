package org.ooni.pipeline.centrifugation;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.ooni.pipeline.autoclaved.AutoclavedReader;
import org.ooni.pipeline.autoclaved.CompressedFrame;
import org.ooni.pipeline.io.Progress;

/**
 * Reads frames in the order of their places: each file once, front to back, to its end, where its digest must be the
 * expected one, of the index or of the database. Not thread-safe.
 */
final class ArchiveReader implements Closeable {
    private final Path root;
    private final Progress progress;

    private AutoclavedReader file;
    private MeasurementPlace at;
    private long reported;
    private long bytesRead;

    /** @param root of the autoclaved archive */
    ArchiveReader(Path root, Progress progress) {
        this.root = root;
        this.progress = progress;
    }

    /** Makes the file of {@code place} the one that is read; the one before is read to its end and proven. */
    void moveTo(MeasurementPlace place) throws IOException {
        if (at != null && at.filename().equals(place.filename())) {
            return;
        }
        finish();
        file = AutoclavedReader.open(root.resolve(place.filename()));
        at = place;
        reported = 0;
    }

    /** The frame of {@code place}, which is in the file moved to, behind the last one. */
    CompressedFrame frame(MeasurementPlace place) throws IOException {
        CompressedFrame frame = file.frame(place.frameOff(), place.frameSize(), place.frameTextSize());
        report(place.frameOff() + place.frameSize());
        return frame;
    }

    /** Reads the file at hand to its end, and demands that it is the expected one. */
    void finish() throws IOException {
        if (file == null) {
            return;
        }
        at.digest().require(file.finish(), at.filename(), "file");
        bytesRead += at.digest().size();
        report(at.digest().size());
        close();
    }

    /** Of the compressed files that were finished. */
    long bytesRead() {
        return bytesRead;
    }

    private void report(long position) {
        progress.advance(position - reported);
        reported = position;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
