package org.ooni.pipeline.autoclaved;

import java.util.HashSet;
import java.util.Set;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;

/** Follows the events of an index and refuses the first that the grammar does not allow, or that does not add up. */
final class IndexGrammar {
    private final Set<String> files = new HashSet<>();
    private boolean inFile;
    private FrameStart frame;
    private boolean inReport;
    private long fileOff;
    private long textOff;

    /** Takes the next event; returns what is wrong with it, or null. */
    String accept(IndexLine line) {
        if (line instanceof FileStart start) {
            return inFile ? "a file begins inside a file" : beginFile(start);
        }
        if (!inFile) {
            return "an event outside a file";
        }
        if (line instanceof FrameStart start) {
            return frame != null ? "a frame begins inside a frame" : beginFrame(start);
        }
        if (line instanceof FileEnd end) {
            return endFile(end);
        }
        if (frame == null) {
            return "an event outside a frame";
        }
        return acceptItem(line);
    }

    /** What is wrong with an index that ends here, or null. */
    String end() {
        return inFile ? "the index ends inside a file" : null;
    }

    private String acceptItem(IndexLine line) {
        if (line instanceof FrameEnd) {
            frame = null;
            return null;
        }
        if (line instanceof ReportStart) {
            if (inReport) {
                return "a report begins inside a report";
            }
            inReport = true;
            return null;
        }
        if (!inReport) {
            return "an event outside a report";
        }
        if (line instanceof ReportEnd) {
            inReport = false;
        }
        return line instanceof Datum datum ? acceptDatum(datum) : null;
    }

    private String acceptDatum(Datum datum) {
        long begin = datum.textOff() - frame.textOff();
        return begin < 0 || datum.textSize() < 0 || datum.textSize() > frame.textSize() - begin
                ? "a datum that is not inside its frame"
                : null;
    }

    private String beginFile(FileStart start) {
        if (!files.add(start.filename())) {
            return "a second file of the name " + start.filename();
        }
        inFile = true;
        fileOff = 0;
        textOff = 0;
        return null;
    }

    private String beginFrame(FrameStart start) {
        if (start.fileOff() != fileOff || start.textOff() != textOff || start.fileSize() <= 0 || start.textSize() < 0) {
            return "a frame that does not begin where the last one ended";
        }
        if (start.fileSize() > Long.MAX_VALUE - fileOff || start.textSize() > Long.MAX_VALUE - textOff) {
            return "a frame that ends beyond 2^63";
        }
        frame = start;
        fileOff += start.fileSize();
        textOff += start.textSize();
        return null;
    }

    private String endFile(FileEnd end) {
        if (frame != null || inReport) {
            return "a file that ends inside a frame or a report";
        }
        if (end.fileSize() != fileOff) {
            return "file_size: expected " + fileOff + " as its frames add up to, got " + end.fileSize();
        }
        inFile = false;
        return null;
    }
}
