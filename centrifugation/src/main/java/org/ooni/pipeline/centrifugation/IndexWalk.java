package org.ooni.pipeline.centrifugation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.CorruptFileException;

/** Goes through an index without a database; files, reports and measurements are numbered from 1. */
final class IndexWalk {
    private final Path index;
    private final Map<String, IndexedFile> files;
    private final Visitor visitor;
    private String filename;
    private FrameStart frame;
    private ReportStart report;
    private int fileNo;
    private int reportNo;
    private int msmNo;

    IndexWalk(Path index, Map<String, IndexedFile> files, Visitor visitor) {
        this.index = index;
        this.files = files;
        this.visitor = visitor;
    }

    /** What is done on the way. */
    @FunctionalInterface
    interface Visitor {
        void measurement(MeasurementPlace place, String textname) throws IOException;
    }

    void walk() throws IOException {
        try (AutoclavedIndex lines = AutoclavedIndex.open(index)) {
            for (IndexLine line = lines.next(); line != null; line = lines.next()) {
                accept(line);
            }
        }
    }

    private void accept(IndexLine line) throws IOException {
        if (line instanceof Datum datum) {
            visitor.measurement(place(datum), report.textname());
        } else if (line instanceof FrameStart start) {
            frame = start;
        } else if (line instanceof ReportStart start) {
            report = start;
            reportNo++;
        } else if (line instanceof FileStart start) {
            filename = start.filename();
            fileNo++;
        }
    }

    private MeasurementPlace place(Datum datum) throws CorruptFileException {
        if (frame.fileSize() > Integer.MAX_VALUE || frame.textSize() > Integer.MAX_VALUE) {
            throw new CorruptFileException(filename, frame.fileOff(), "a frame of more than 2 GiB");
        }
        return new MeasurementPlace(
                filename,
                files.get(filename).digest(),
                fileNo,
                reportNo,
                ++msmNo,
                frame.fileOff(),
                (int) frame.fileSize(),
                (int) frame.textSize(),
                (int) (datum.textOff() - frame.textOff()),
                (int) datum.textSize());
    }
}
