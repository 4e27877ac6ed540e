package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.io.Sha1;

/**
 * An autoclaved file that the database holds.
 *
 * @param filename relative to the archive's root, with the bucket
 * @param sha1 of the compressed file when it was ingested
 * @param codeVer that made its rows
 */
public record KnownFile(String filename, Sha1 sha1, int codeVer) {

    /** All files of one bucket, in no particular order. */
    public static List<KnownFile> of(Connection connection, LocalDate bucket) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT filename, file_sha1, code_ver FROM autoclaved WHERE bucket_date = ?")) {
            select.setObject(1, bucket);
            List<KnownFile> files = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    files.add(new KnownFile(rows.getString(1), Sha1.of(rows.getBytes(2)), rows.getInt(3)));
                }
            }
            return files;
        }
    }
}
