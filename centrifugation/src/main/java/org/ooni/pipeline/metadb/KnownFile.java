package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.io.Sha1;

/**
 * An autoclaved file that the database holds.
 *
 * @param filename relative to the archive's root, with the bucket
 * @param sha1 of the compressed file when it was ingested
 * @param codeVer that made its rows
 * @param feeders what {@code feeder_file} says of it, version by table: which version of a plug-in has read the file,
 *     or, for a built-in Feeder, which version its rows are to be taken for in place of {@code codeVer}
 */
public record KnownFile(String filename, Sha1 sha1, int codeVer, Map<String, Integer> feeders) {
    public KnownFile {
        feeders = Map.copyOf(feeders);
    }

    /** All files of one bucket, in no particular order. */
    public static List<KnownFile> of(Connection connection, LocalDate bucket) throws SQLException {
        Map<Integer, Map<String, Integer>> feeders = feeders(connection, bucket);
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT autoclaved_no, filename, file_sha1, code_ver FROM autoclaved WHERE bucket_date = ?")) {
            select.setObject(1, bucket);
            List<KnownFile> files = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    files.add(new KnownFile(
                            rows.getString(2),
                            Sha1.of(rows.getBytes(3)),
                            rows.getInt(4),
                            feeders.getOrDefault(rows.getInt(1), Map.of())));
                }
            }
            return files;
        }
    }

    private static Map<Integer, Map<String, Integer>> feeders(Connection connection, LocalDate bucket)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SqlFile.beside(KnownFile.class, "FeedersOfFiles.sql"))) {
            select.setObject(1, bucket);
            Map<Integer, Map<String, Integer>> feeders = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    feeders.computeIfAbsent(rows.getInt(1), file -> new HashMap<>())
                            .put(rows.getString(2), rows.getInt(3));
                }
            }
            return feeders;
        }
    }
}
