package org.ooni.pipeline.centrifugation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.ooni.pipeline.autoclaved.DatumFacts;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.metadb.CopyText;

/** The rows of one file, held against its events as they come. Not thread-safe. */
final class VerifiedFile {
    private static final int NAMED = 3;

    private final Connection connection;
    private final String filename;
    private final Set<String> unused;
    private final Consumer<? super Finding> findings;
    private final KnownRow known;
    private final Map<String, ReportRow> reports = new HashMap<>();
    private final List<String> withoutRow = new ArrayList<>();
    private final Listing badBlobs = new Listing();
    private VerifiedMeasurements measurements;
    private FrameStart frame;
    private ReportStart report;
    private long data;
    private long found;
    private long dataWithoutRow;

    /** The row in {@code autoclaved}. */
    private record KnownRow(int autoclavedNo, FileDigest digest) {}

    /** @param refused measurements of the report */
    private record ReportRow(Sha1 origSha1, OptionalLong badTail, boolean hasSoftware, long refused) {}

    private VerifiedFile(
            Connection connection,
            String filename,
            Set<String> unused,
            Consumer<? super Finding> findings,
            KnownRow known) {
        this.connection = connection;
        this.filename = filename;
        this.unused = unused;
        this.findings = findings;
        this.known = known;
    }

    /** @param unused textnames of reports that the database leaves out */
    static VerifiedFile open(
            Connection connection, String filename, Set<String> unused, Consumer<? super Finding> findings)
            throws SQLException {
        VerifiedFile file = new VerifiedFile(connection, filename, unused, findings, known(connection, filename));
        if (file.known != null) {
            file.readReports();
            file.measurements = VerifiedMeasurements.open(connection, filename, file.known.autoclavedNo, findings);
        }
        return file;
    }

    private static KnownRow known(Connection connection, String filename) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT autoclaved_no, file_size, file_crc32, file_sha1 FROM autoclaved WHERE filename = ?")) {
            select.setString(1, filename);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new KnownRow(
                                row.getInt(1), new FileDigest(row.getLong(2), row.getInt(3), Sha1.of(row.getBytes(4))))
                        : null;
            }
        }
    }

    private void readReports() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Script.text("VerifiedReports.sql"))) {
            select.setInt(1, known.autoclavedNo);
            select.setInt(2, known.autoclavedNo);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reports.put(row.getString(1), report(row));
                }
            }
        }
    }

    private static ReportRow report(ResultSet row) throws SQLException {
        long badTail = row.getLong(4);
        OptionalLong cutoff = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(badTail);
        return new ReportRow(Sha1.of(row.getBytes(3)), cutoff, row.getBoolean(5), row.getLong(6));
    }

    boolean isPending() {
        return known == null;
    }

    long rows() {
        return measurements == null ? 0 : measurements.count();
    }

    void accept(IndexLine line, DatumFacts facts) throws SQLException {
        if (line instanceof FrameStart start) {
            frame = start;
        } else if (line instanceof ReportStart start) {
            report = start;
            data = 0;
            found = 0;
        } else if (line instanceof Datum datum) {
            datum(datum, facts);
        } else if (line instanceof BadBlob blob) {
            badBlobs.addBadBlob(report.textname(), blob);
        } else if (line instanceof ReportEnd end) {
            endReport(end);
        } else if (line instanceof FileEnd end && known != null) {
            endFile(end);
        }
    }

    private void datum(Datum datum, DatumFacts facts) throws SQLException {
        if (unused.contains(report.textname())) {
            return;
        }
        data++;
        if (measurements != null && measurements.has(CopyText.clean(report.textname()), frame, datum, facts)) {
            found++;
        }
    }

    private void endReport(ReportEnd end) throws SQLException {
        String textname = CopyText.clean(report.textname());
        ReportRow row = reports.remove(textname);
        if (row == null) {
            requireNoRowElsewhere(textname);
            dataWithoutRow += data;
            if (data > 0) {
                withoutRow.add(textname);
            }
            return;
        }
        compare("report " + textname + ": orig_sha1", report.origSha1(), row.origSha1);
        compare("report " + textname + ": badtail", words(end.srcCutoff()), words(row.badTail));
        compare("report " + textname + ": rows of measurements", data - row.refused, found);
        if (!row.hasSoftware) {
            add("report " + textname + ": its software is not there");
        }
    }

    private static String words(OptionalLong offset) {
        return offset.isPresent() ? Long.toString(offset.getAsLong()) : "none";
    }

    private void requireNoRowElsewhere(String textname) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT r.autoclaved_no, a.filename FROM report r LEFT JOIN autoclaved a USING (autoclaved_no)"
                        + " WHERE r.textname = ?")) {
            select.setString(1, textname);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    String other = row.getString(2) == null ? "none (number " + row.getInt(1) + ")" : row.getString(2);
                    compare("report " + textname + ": file of its row", filename, other);
                }
            }
        }
    }

    private void endFile(FileEnd end) throws SQLException {
        end.digest()
                .difference(known.digest, filename, "row of autoclaved: file")
                .ifPresent(findings);
        measurements.end();
        reports.keySet().forEach(textname -> add("report " + textname + ": a row that the index has no report for"));
        long refused = number("RefusedOfNoReport.sql");
        if (dataWithoutRow != refused) {
            String some = String.join(", ", withoutRow.subList(0, Math.min(NAMED, withoutRow.size())));
            compare(
                    "measurements of reports without a row (" + some + (withoutRow.size() > NAMED ? ", …" : "") + ")",
                    refused,
                    dataWithoutRow);
        }
        if (!badBlobs.hasBadBlobsOf(knownBadBlobs())) {
            add("rows of badblob are not what the index has");
        }
    }

    private long number(String query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Script.text(query))) {
            select.setInt(1, known.autoclavedNo);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private Listing knownBadBlobs() throws SQLException {
        Listing listing = new Listing();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT textname, canned_off, canned_size," + " orig_sha1, exc_str FROM badblob WHERE filename = ?")) {
            select.setFetchSize(VerifiedMeasurements.FETCHED);
            select.setString(1, filename);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    listing.addBadBlob(
                            row.getString(1),
                            new BadBlob(Sha1.of(row.getBytes(4)), row.getLong(2), row.getLong(3), row.getString(5)));
                }
            }
        }
        return listing;
    }

    private void compare(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            findings.accept(Finding.of(filename, what, expected, actual));
        }
    }

    private void add(String what) {
        findings.accept(Finding.of(filename, what));
    }

    void close() throws SQLException {
        if (measurements != null) {
            measurements.close();
        }
    }
}
