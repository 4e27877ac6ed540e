package org.ooni.pipeline.feeder;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.ooni.pipeline.metadb.SqlFile;

/** Similarity hashes that the database has, streamed into the cache as far as they fit. */
final class KnownSimhashes {
    private static final int BATCH = 10_000;

    private KnownSimhashes() {}

    /**
     * Those of {@code bucket} itself, whose rows may be about to go, and of the latest one before it. A row that lacks
     * one, as old code wrote them, is no help (#7).
     */
    static void of(LocalDate bucket, Connection connection, SimhashCache cache) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SqlFile.beside(KnownSimhashes.class, "KnownSimhashes.sql"))) {
            statement.setObject(1, bucket);
            statement.setObject(2, bucket);
            statement.setInt(3, SimhashCache.MAX_SLOTS);
            statement.setFetchSize(BATCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    cache.put(rows.getBytes(1), new Simhash(rows.getLong(2), rows.getLong(3)));
                }
            }
        }
    }
}
