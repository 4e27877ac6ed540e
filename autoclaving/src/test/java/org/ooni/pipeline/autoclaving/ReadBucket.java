package org.ooni.pipeline.autoclaving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.AutoclavedReader;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/** A bucket as its index and frames tell it, every digest checked on the way. */
record ReadBucket(List<String> files, List<Report> reports, List<Long> frameTexts) {

    /** One report: measurements as text, bad blobs, its end. */
    record Report(ReportStart start, List<String> data, List<BadBlob> bad, List<ReportEnd> end) {
        String textname() {
            return start.textname();
        }
    }

    static ReadBucket of(Path root, Bucket bucket) throws IOException {
        ReadBucket read = new ReadBucket(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Path index = bucket.under(root).resolve(PublishedDirectory.INDEX);
        try (AutoclavedIndex events = AutoclavedIndex.open(index)) {
            for (IndexLine line = events.next(); line != null; line = events.next()) {
                read.files.add(((FileStart) line).filename());
                try (AutoclavedReader file = AutoclavedReader.open(root.resolve(((FileStart) line).filename()))) {
                    FileEnd end = read.file(events, file);
                    end.digest().require(file.finish(), ((FileStart) line).filename(), "file");
                }
            }
        }
        return read;
    }

    private FileEnd file(AutoclavedIndex events, AutoclavedReader file) throws IOException {
        FrameStart frame = null;
        byte[] text = null;
        while (true) {
            IndexLine line = events.next();
            if (line instanceof FrameStart start) {
                frame = start;
                text = file.frame(start.fileOff(), start.fileSize(), start.textSize())
                        .text();
                frameTexts.add(start.textSize());
            } else if (line instanceof ReportStart start) {
                reports.add(new Report(start, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
            } else if (line instanceof Datum datum) {
                int from = Math.toIntExact(datum.textOff() - frame.textOff());
                last().data.add(new String(text, from, Math.toIntExact(datum.textSize()), StandardCharsets.UTF_8));
            } else if (line instanceof BadBlob bad) {
                last().bad.add(bad);
            } else if (line instanceof ReportEnd end) {
                last().end.add(end);
            } else if (line instanceof FileEnd end) {
                return end;
            }
        }
    }

    private Report last() {
        return reports.get(reports.size() - 1);
    }

    Report report(String textname) {
        return reports.stream()
                .filter(report -> report.textname().equals(textname))
                .findFirst()
                .orElseThrow();
    }
}
