package org.ooni.pipeline.autoclaved;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.raw.ReportName;

/** Sums up an index file by file. Not thread-safe. */
public final class ContentReader implements Closeable {
    private static final String NO_TEST = "";

    private final AutoclavedIndex lines;
    private Sum sum;

    private ContentReader(AutoclavedIndex lines) {
        this.lines = lines;
    }

    public static ContentReader open(Path index) throws IOException {
        return new ContentReader(AutoclavedIndex.open(index));
    }

    /** The next file, or null after the last. */
    public FileContent next() throws IOException {
        for (IndexLine line = lines.next(); line != null; line = lines.next()) {
            if (line instanceof FileStart start) {
                sum = new Sum(start.filename());
            } else if (line instanceof FileEnd end) {
                return sum.content(end);
            } else {
                sum.add(line);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static final class Sum {
        private final String filename;
        private final SortedMap<String, Long> tests = new TreeMap<>();
        private final SortedMap<String, Long> badBlobs = new TreeMap<>();
        private long reports;
        private long measurements;
        private long cutOffs;
        private long frames;
        private long textSize;
        private long rawSize;

        Sum(String filename) {
            this.filename = filename;
        }

        void add(IndexLine line) {
            if (line instanceof Datum) {
                measurements++;
            } else if (line instanceof FrameStart frame) {
                frames++;
                textSize += frame.textSize();
            } else if (line instanceof ReportStart report) {
                reports++;
                rawSize += report.srcSize();
                tests.merge(test(report.textname()), 1L, Long::sum);
            } else if (line instanceof BadBlob bad) {
                badBlobs.merge(bad.info(), 1L, Long::sum);
            } else if (line instanceof ReportEnd end && end.srcCutoff().isPresent()) {
                cutOffs++;
            }
        }

        private static String test(String textname) {
            return ReportName.parse(textname.substring(textname.indexOf('/') + 1))
                    .map(ReportName::testName)
                    .orElse(NO_TEST);
        }

        FileContent content(FileEnd end) {
            return new FileContent(
                    filename, end.digest(), tests, reports, measurements, badBlobs, cutOffs, frames, textSize, rawSize);
        }
    }
}
