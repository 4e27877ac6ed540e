package org.ooni.pipeline.autoclaved;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.CorruptFileException;

/** Reads an index frame by frame; holds the events of one frame. Not thread-safe. */
public final class FrameIndex implements Closeable {
    private final Path index;
    private final AutoclavedIndex lines;
    private String filename;
    private FrameStart frame;
    private ReportStart report;
    private List<IndexedFrame.Item> data = List.of();

    private FrameIndex(Path index, AutoclavedIndex lines) {
        this.index = index;
        this.lines = lines;
    }

    public static FrameIndex open(Path index) throws IOException {
        return new FrameIndex(index, AutoclavedIndex.open(index));
    }

    /** The next frame, or null after the last. */
    public IndexedFrame next() throws IOException {
        for (IndexLine line = lines.next(); line != null; line = lines.next()) {
            if (line instanceof FrameEnd) {
                return new IndexedFrame(
                        new FramePlace(filename, frame.fileOff(), frame.fileSize(), frame.textSize()), data);
            }
            accept(line);
        }
        return null;
    }

    private void accept(IndexLine line) throws CorruptFileException {
        if (line instanceof Datum datum) {
            // The grammar has it inside its frame.
            data.add(new IndexedFrame.Item(report, (int) (datum.textOff() - frame.textOff()), (int) datum.textSize()));
        } else if (line instanceof FrameStart start) {
            if (start.textSize() > Integer.MAX_VALUE - 8) {
                throw new CorruptFileException(
                        index.toString(), filename + ": a frame of more than 2 GiB at " + start.fileOff());
            }
            frame = start;
            data = new ArrayList<>();
        } else if (line instanceof ReportStart start) {
            report = start;
        } else if (line instanceof FileStart start) {
            filename = start.filename();
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
