package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A row of the table {@code fingerprint}; {@code http_request_fp} holds the number. */
public record NumberedFingerprint(int number, Fingerprint fingerprint) {

    /** All that the database has, by number. */
    public static List<NumberedFingerprint> all(Connection connection) throws SQLException {
        List<NumberedFingerprint> all = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement(SqlFile.beside(NumberedFingerprint.class, "Fingerprints.sql"));
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                all.add(new NumberedFingerprint(
                        rows.getInt(1),
                        Fingerprint.ofColumns(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getString(6))));
            }
        }
        return all;
    }
}
