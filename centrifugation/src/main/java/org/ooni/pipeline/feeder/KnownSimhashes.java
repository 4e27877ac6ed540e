package org.ooni.pipeline.feeder;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import org.ooni.pipeline.metadb.SqlFile;

/** Similarity hashes that the database has, streamed into the cache as far as they fit. */
final class KnownSimhashes {
    private static final int BATCH = 10_000;

    private KnownSimhashes() {}

    /**
     * Those of {@code rewritten} files, whose rows may be about to go; and if there is something new, those of all of
     * {@code bucket} and of the latest one before it. A row that lacks one, as old code wrote them, is no help (#7).
     */
    static void of(
            LocalDate bucket, Collection<String> rewritten, boolean hasNew, Connection connection, SimhashCache cache)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SqlFile.beside(KnownSimhashes.class, "KnownSimhashes.sql"))) {
            statement.setArray(1, connection.createArrayOf("text", rewritten.toArray()));
            statement.setBoolean(2, hasNew);
            statement.setObject(3, bucket);
            statement.setObject(4, bucket);
            statement.setInt(5, SimhashCache.MAX_SLOTS);
            statement.setFetchSize(BATCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    cache.put(rows.getBytes(1), new Simhash(rows.getLong(2), rows.getLong(3)));
                }
            }
        }
    }
}
