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
    private final Target files;
    private final Target textnames;
    private final Target reports;
    private final Target measurements;
    private final Target badBlobs;

    MetaTables(Connection connection) throws SQLException {
        this.connection = connection;
        files = target("autoclaved_meta", "autoclaved_xref", "filename", "file_size", "file_crc32", "file_sha1");
        textnames = target("textname_meta", "filename", "textname");
        reports = target("report_meta", "report_xref", "autoclaved_xref", "badtail", "textname", "orig_sha1");
        measurements = target(
                "measurement_meta",
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

    void addFile(int xref, String filename, FileDigest digest) throws SQLException {
        files.row
                .integer(xref)
                .text(filename)
                .integer(digest.size())
                .integer(digest.crc32())
                .bytes(digest.sha1().bytes());
        files.send();
    }

    void addTextname(String filename, String textname) throws SQLException {
        textnames.row.text(filename).text(textname);
        textnames.send();
    }

    void addReport(int xref, int fileXref, OptionalLong badTail, ReportStart report) throws SQLException {
        reports.row
                .integer(xref)
                .integer(fileXref)
                .text(badTail.isPresent() ? String.valueOf(badTail.getAsLong()) : null)
                .text(report.textname())
                .bytes(report.origSha1().bytes());
        reports.send();
    }

    void addMeasurement(int reportXref, FrameStart frame, Datum datum) throws SQLException {
        measurements
                .row
                .integer(reportXref)
                .integer(frame.fileOff())
                .integer(frame.fileSize())
                .integer(frame.textSize())
                .integer(datum.textOff() - frame.textOff())
                .integer(datum.textSize())
                .bytes(datum.origSha1().bytes());
        measurements.send();
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
