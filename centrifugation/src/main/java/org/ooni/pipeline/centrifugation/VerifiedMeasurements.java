package org.ooni.pipeline.centrifugation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.ooni.pipeline.autoclaved.DatumFacts;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.metadb.CopyText;

/** The rows of one file's measurements in the order of their places, beside the data of the index. Not thread-safe. */
final class VerifiedMeasurements {
    /** Rows that the driver fetches at a time; it would take all at once otherwise. */
    static final int FETCHED = 1000;

    private final String filename;
    private final Consumer<? super Finding> findings;
    private final PreparedStatement select;
    private final ResultSet rows;
    private Row next;
    private long count;

    private record Row(
            int msmNo,
            long frameOff,
            long frameSize,
            long intraOff,
            long intraSize,
            Sha1 origSha1,
            String id,
            boolean hasInput,
            String input,
            String textname,
            boolean hasResidual) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getInt(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    Sha1.of(row.getBytes(6)),
                    row.getString(7),
                    row.getObject(8) != null,
                    row.getString(9),
                    row.getString(10),
                    row.getBoolean(11));
        }
    }

    private VerifiedMeasurements(
            String filename, Consumer<? super Finding> findings, PreparedStatement select, ResultSet rows)
            throws SQLException {
        this.filename = filename;
        this.findings = findings;
        this.select = select;
        this.rows = rows;
        advance();
    }

    static VerifiedMeasurements open(
            Connection connection, String filename, int autoclavedNo, Consumer<? super Finding> findings)
            throws SQLException {
        PreparedStatement select = connection.prepareStatement(Script.text("VerifiedRows.sql"));
        select.setFetchSize(FETCHED);
        select.setInt(1, autoclavedNo);
        return new VerifiedMeasurements(filename, findings, select, select.executeQuery());
    }

    private void advance() throws SQLException {
        next = rows.next() ? Row.of(rows) : null;
        count += next == null ? 0 : 1;
    }

    /** Rows seen. */
    long count() {
        return count;
    }

    /** Whether there is a row for that measurement; rows before it point at nothing. */
    boolean has(String textname, FrameStart frame, Datum datum, DatumFacts facts) throws SQLException {
        long intraOff = datum.textOff() - frame.textOff();
        while (next != null
                && (next.frameOff < frame.fileOff()
                        || (next.frameOff == frame.fileOff() && next.intraOff < intraOff))) {
            stray();
        }
        if (next == null || next.frameOff != frame.fileOff() || next.intraOff != intraOff) {
            return false;
        }
        compare("report", textname, next.textname);
        compare("frame_size", frame.fileSize(), next.frameSize);
        compare("intra_size", datum.textSize(), next.intraSize);
        compare("orig_sha1", datum.origSha1(), next.origSha1);
        compare("residual", true, next.hasResidual);
        if (next.hasInput && next.input == null) {
            compare("input", "a value", "a number that the dictionary does not have");
        }
        if (facts != null) {
            compareFacts(facts);
        }
        advance();
        return true;
    }

    private void compareFacts(DatumFacts facts) {
        if (facts.id() == null || !plain(next.id).equals(plain(facts.id()))) {
            compare("id", String.valueOf(facts.id()), next.id);
        }
        String input = facts.input() == null ? null : CopyText.clean(facts.input());
        if (facts.plainInput() && !Objects.equals(input, next.input)) {
            // Inputs are not for logs: some were personal, which is why they were removed.
            findings.accept(Finding.of(filename, next.frameOff, name("input is not the measurement's")));
        }
    }

    /** Of the spellings of one UUID that PostgreSQL takes. */
    private static String plain(String uuid) {
        return uuid.toLowerCase(Locale.ROOT).replaceAll("[-{}]", "");
    }

    /** After the last measurement. */
    void end() throws SQLException {
        while (next != null) {
            stray();
        }
    }

    private void stray() throws SQLException {
        findings.accept(Finding.of(
                filename,
                next.frameOff,
                name("the index has no measurement for it at byte " + next.intraOff + " of this frame's text")));
        advance();
    }

    private void compare(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            findings.accept(Finding.of(filename, next.frameOff, name(what), expected, actual));
        }
    }

    private String name(String what) {
        return "row of measurement " + next.msmNo + ": " + what;
    }

    void close() throws SQLException {
        rows.close();
        select.close();
    }
}
