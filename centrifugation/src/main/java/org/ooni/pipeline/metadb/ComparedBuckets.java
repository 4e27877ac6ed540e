package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ooni.pipeline.raw.Bucket;

/**
 * Which buckets were searched for repeated reports, with the stamp of the index that was read: the table {@code
 * compared_bucket}. It lies beside what was found, so that both are restored from a backup together.
 */
public final class ComparedBuckets {
    private ComparedBuckets() {}

    /** Stamps by bucket. */
    public static Map<Bucket, String> all(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT bucket_date, index_stamp FROM compared_bucket")) {
            Map<Bucket, String> stamps = new HashMap<>();
            while (rows.next()) {
                stamps.put(new Bucket(rows.getObject(1, LocalDate.class)), rows.getString(2));
            }
            return stamps;
        }
    }

    /** The stamp of one bucket; empty if it was never compared. */
    public static Optional<String> of(Connection connection, Bucket bucket) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT index_stamp FROM compared_bucket WHERE bucket_date = ?")) {
            select.setObject(1, bucket.day());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Remembers these, over what is known of the same buckets. */
    public static void put(Connection connection, Map<Bucket, String> stamps) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO compared_bucket VALUES (?, ?) ON CONFLICT (bucket_date)"
                        + " DO UPDATE SET index_stamp = EXCLUDED.index_stamp")) {
            for (Map.Entry<Bucket, String> stamp : stamps.entrySet()) {
                insert.setObject(1, stamp.getKey().day());
                insert.setString(2, stamp.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
