package org.ooni.pipeline.centrifugation;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.AutoclavedVerification;
import org.ooni.pipeline.autoclaved.DatumFacts;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.metadb.RepeatedReports;
import org.ooni.pipeline.raw.Bucket;

/**
 * Holds the rows that the database has of a bucket's files, reports, measurements and bad blobs against the events of
 * the index: each row points at what the index has there, and no row is missing but those of refused measurements.
 * Where the measurements were read, their {@code id} and {@code input} count as well. Reads only, and streams: memory is
 * that of the reports of one file. Rows of Feeders are not looked at. Used once, in a transaction of its own.
 */
public final class RowVerification implements AutoclavedVerification.Visitor<SQLException> {
    private final Connection connection;
    private final Bucket bucket;
    private final Consumer<? super Finding> findings;
    private final Set<String> unused;
    private final Set<String> files = new TreeSet<>();

    private VerifiedFile file;
    private long pending;
    private long rows;

    /** @param findings is told of damage; files are named by the names that the database has them by */
    public RowVerification(Connection connection, Bucket bucket, Consumer<? super Finding> findings)
            throws SQLException {
        this.connection = connection;
        this.bucket = bucket;
        this.findings = findings;
        try (Statement statement = connection.createStatement()) {
            // One snapshot for all that is compared, whatever is committed meanwhile.
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        }
        this.unused = RepeatedReports.unused(connection, bucket);
    }

    /** Goes through an index alone: what measurements say of themselves is not compared. */
    public void run(Path index) throws IOException, SQLException {
        try (AutoclavedIndex lines = AutoclavedIndex.open(index)) {
            for (IndexLine line = lines.next(); line != null; line = lines.next()) {
                accept(line, null);
            }
        }
    }

    @Override
    public void accept(IndexLine line, DatumFacts facts) throws SQLException {
        if (line instanceof FileStart start) {
            files.add(start.filename());
            file = VerifiedFile.open(connection, start.filename(), unused, findings);
            return;
        }
        file.accept(line, facts);
        if (line instanceof FileEnd) {
            pending += file.isPending() ? 1 : 0;
            rows += file.rows();
            file.close();
        }
    }

    /** After the last event: rows of files that the index does not have. */
    public void end() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Script.text("StrangeFiles.sql"))) {
            for (int parameter = 1; parameter <= 3; parameter += 2) {
                select.setObject(parameter, bucket.day());
                select.setArray(parameter + 1, connection.createArrayOf("text", files.toArray()));
            }
            try (ResultSet strange = select.executeQuery()) {
                while (strange.next()) {
                    findings.accept(Finding.of(
                            strange.getString(2),
                            "rows of " + strange.getString(1) + " for a file that the index" + " does not name"));
                }
            }
        }
    }

    /** Files of the index that the database does not have yet. */
    public long pending() {
        return pending;
    }

    /** Rows of measurements that were compared. */
    public long rows() {
        return rows;
    }

    /**
     * Has the next run take {@code files} up again from their bytes, keeping the numbers of what is still in them: their
     * rows forget which bytes they were made of.
     */
    public static int markForReingest(Connection connection, Set<String> files) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE autoclaved SET file_sha1 = ? WHERE filename = ANY (?)")) {
            update.setBytes(1, Sha1.of(new byte[20]).bytes());
            update.setArray(2, connection.createArrayOf("text", files.toArray()));
            return update.executeUpdate();
        }
    }
}
