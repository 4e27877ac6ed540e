package org.ooni.pipeline.centrifugation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.metadb.CopySink;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** The temporary tables that hold an index; {@code *_xref} are numbers of this run, by which they refer to each other. */
final class MetaTables {
    private final List<Target> targets = new ArrayList<>();
    private final Connection connection;
    private final Numbered files;
    private final Target textnames;
    private final Numbered reports;
    private final Numbered measurements;
    private final Target badBlobs;

    MetaTables(Connection connection) throws SQLException {
        this.connection = connection;
        files = numbered(
                "autoclaved_meta",
                "autoclaved_no",
                "autoclaved_xref",
                "filename",
                "file_size",
                "file_crc32",
                "file_sha1");
        textnames = target("textname_meta", "filename", "textname");
        reports = numbered(
                "report_meta", "report_no", "report_xref", "autoclaved_xref", "badtail", "textname", "orig_sha1");
        measurements = numbered(
                "measurement_meta",
                "msm_no",
                "report_xref",
                "frame_off",
                "frame_size",
                "frame_text_size",
                "intra_off",
                "intra_size",
                "orig_sha1");
        badBlobs = target("badblob_meta", "filename", "textname", "canned_off", "canned_size", "orig_sha1", "exc_str");
    }

    private record Target(RowWriter row, CopySink sink) {
        void send() throws SQLException {
            row.end();
            sink.take(row);
        }
    }

    private Target target(String name, String... columns) throws SQLException {
        Table table = Table.of(name, columns);
        Target target = new Target(new RowWriter(table), CopySink.strict(connection, table));
        targets.add(target);
        return target;
    }

    /** Rows that draw their number as they come, and rows that have 0 until it is known which number they had. */
    private record Numbered(Target fresh, Target known) {
        /** A row for all columns but the number. */
        Target row(boolean isKnown) {
            if (isKnown) {
                known.row.integer(0);
            }
            return isKnown ? known : fresh;
        }
    }

    private Numbered numbered(String name, String number, String... columns) throws SQLException {
        List<String> all = new ArrayList<>(List.of(number));
        all.addAll(List.of(columns));
        return new Numbered(target(name, columns), target(name, all.toArray(String[]::new)));
    }

    /** @param known whether the database has a file of that name */
    void addFile(boolean known, int xref, String filename, FileDigest digest) throws SQLException {
        Target file = files.row(known);
        file.row
                .integer(xref)
                .text(filename)
                .integer(digest.size())
                .integer(digest.crc32())
                .bytes(digest.sha1().bytes());
        file.send();
    }

    void addTextname(String filename, String textname) throws SQLException {
        textnames.row.text(filename).text(textname);
        textnames.send();
    }

    void addReport(boolean known, int xref, int fileXref, OptionalLong badTail, ReportStart report)
            throws SQLException {
        Target target = reports.row(known);
        target.row
                .integer(xref)
                .integer(fileXref)
                .text(badTail.isPresent() ? String.valueOf(badTail.getAsLong()) : null)
                .text(report.textname())
                .bytes(report.origSha1().bytes());
        target.send();
    }

    void addMeasurement(boolean known, int reportXref, FrameStart frame, Datum datum) throws SQLException {
        Target target = measurements.row(known);
        target.row
                .integer(reportXref)
                .integer(frame.fileOff())
                .integer(frame.fileSize())
                .integer(frame.textSize())
                .integer(datum.textOff() - frame.textOff())
                .integer(datum.textSize())
                .bytes(datum.origSha1().bytes());
        target.send();
    }

    void addBadBlob(String filename, String textname, BadBlob blob) throws SQLException {
        badBlobs.row
                .text(filename)
                .text(textname)
                .integer(blob.srcOff())
                .integer(blob.srcSize())
                .bytes(blob.origSha1().bytes())
                .text(blob.info());
        badBlobs.send();
    }

    void flush() throws SQLException {
        for (Target target : targets) {
            target.sink.flush();
        }
    }
}
