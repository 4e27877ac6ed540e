package org.ooni.pipeline.centrifugation;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.CorruptFileException;

/**
 * Streams an index into the temporary tables {@code *_meta}; their defaults number new files, their reports and
 * measurements, in the order of the index. Nothing of the index is kept in memory. Not thread-safe.
 */
final class IndexLoader {
    private final Set<String> ingest;
    private final Set<String> reingest;
    private final Set<String> repeated;
    private final MetaTables tables;

    private int files;
    private int reports;
    private boolean wanted;
    private boolean known;
    private String filename;
    private FrameStart frame;
    private ReportStart report;
    private long data;
    private long badBlobs;

    /**
     * @param ingest the files whose reports and measurements are wanted; bad blobs are recorded of all files
     * @param reingest likewise, of which the database has older ones: their numbers are 0
     * @param repeated textnames of reports that are left out, because the same report came twice
     */
    IndexLoader(Connection connection, Set<String> ingest, Set<String> reingest, Set<String> repeated)
            throws SQLException {
        this.ingest = ingest;
        this.reingest = reingest;
        this.repeated = repeated;
        this.tables = new MetaTables(connection);
    }

    /** Loads all of {@code index}; returns the number of its bad blobs. */
    long load(Path index) throws IOException, SQLException {
        try (AutoclavedIndex lines = AutoclavedIndex.open(index)) {
            for (IndexLine line = lines.next(); line != null; line = lines.next()) {
                accept(line);
            }
        }
        tables.flush();
        return badBlobs;
    }

    private void accept(IndexLine line) throws IOException, SQLException {
        if (line instanceof Datum datum) {
            addDatum(datum);
        } else if (line instanceof FrameStart start) {
            frame = start;
        } else if (line instanceof ReportStart start) {
            report = start;
            data = 0;
            tables.addTextname(filename, report.textname());
        } else if (line instanceof ReportEnd end) {
            endReport(end);
        } else if (line instanceof BadBlob blob) {
            badBlobs++;
            tables.addBadBlob(filename, report.textname(), blob);
        } else if (line instanceof FileStart start) {
            filename = start.filename();
            known = reingest.contains(filename);
            wanted = known || ingest.contains(filename);
        } else if (line instanceof FileEnd end && wanted) {
            tables.addFile(known, files, filename, end.digest());
            files++;
        }
    }

    private void addDatum(Datum datum) throws IOException, SQLException {
        if (!wanted || repeated.contains(report.textname())) {
            return;
        }
        requireStorable(frame.fileSize());
        requireStorable(frame.textSize());
        tables.addMeasurement(known, reports, frame, datum);
        data++;
    }

    private void requireStorable(long size) throws CorruptFileException {
        if (size > Integer.MAX_VALUE) {
            throw new CorruptFileException(
                    filename, frame.fileOff(), "a frame of " + size + " bytes is more than the database can hold");
        }
    }

    /** A report without data gets no row and no number. */
    private void endReport(ReportEnd end) throws SQLException {
        if (data > 0) {
            tables.addReport(known, reports, files, end.srcCutoff(), report);
            reports++;
        }
    }
}
