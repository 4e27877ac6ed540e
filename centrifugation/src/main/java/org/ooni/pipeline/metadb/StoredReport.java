package org.ooni.pipeline.metadb;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * That the database has something of a raw report: measurements, or bad blobs.
 *
 * @param filename of the autoclaved file, with the bucket
 * @param measurements accepted ones; 0 if there are bad blobs alone
 */
public record StoredReport(String textname, String filename, long measurements) {

    /** Of the reports of these names those that the database knows, once for each file and kind. */
    public static List<StoredReport> of(Connection connection, Collection<String> textnames) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SqlFile.beside(StoredReport.class, "StoredReports.sql"))) {
            Array names = connection.createArrayOf("text", textnames.toArray());
            select.setArray(1, names);
            select.setArray(2, names);
            List<StoredReport> reports = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reports.add(new StoredReport(rows.getString(1), rows.getString(2), rows.getLong(3)));
                }
            }
            return reports;
        }
    }
}
