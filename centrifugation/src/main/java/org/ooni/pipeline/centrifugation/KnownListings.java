package org.ooni.pipeline.centrifugation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.raw.Bucket;

/** Holds what the database has of a bucket's reports and bad blobs against the index. Rows are streamed. */
final class KnownListings {
    /** Rows that the driver fetches at a time; it would take all at once otherwise. */
    private static final int FETCHED = 1000;

    private final Connection connection;
    private final Bucket bucket;
    private final Map<String, IndexedFile> files;
    private final Set<String> unused;

    /**
     * @param files that the index names
     * @param unused textnames of reports that are left out, because the same report came twice
     */
    KnownListings(Connection connection, Bucket bucket, Map<String, IndexedFile> files, Set<String> unused) {
        this.connection = connection;
        this.bucket = bucket;
        this.files = files;
        this.unused = unused;
    }

    /**
     * Files with a report in the database that is to be left out, or that the index does not have, or has with another
     * digest or cut-off; and files with a report that the database neither has nor has refused.
     */
    Set<String> withOtherReports() throws SQLException {
        Set<String> others = new HashSet<>();
        Map<String, Long> known = new HashMap<>();
        forEach("KnownReports.sql", row -> {
            long badTail = row.getLong(4);
            OptionalLong cutoff = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(badTail);
            IndexedFile file = files.get(row.getString(1));
            if (file != null
                    && (unused.contains(row.getString(2))
                            || !file.listing().hasReport(row.getString(2), Sha1.of(row.getBytes(3)), cutoff))) {
                others.add(row.getString(1));
            }
            known.merge(row.getString(1), 1L, Long::sum);
        });
        forEach("RefusedReports.sql", row -> known.merge(row.getString(1), row.getLong(2), Long::sum));
        files.forEach((name, file) -> {
            if (known.getOrDefault(name, 0L) < file.listing().wanted()) {
                others.add(name);
            }
        });
        return others;
    }

    /** Files of the index of which the database has other bad blobs. */
    Set<String> withOtherBadBlobs() throws SQLException {
        Map<String, Listing> known = new HashMap<>();
        forEach(
                "KnownBadBlobs.sql",
                row -> known.computeIfAbsent(row.getString(1), file -> new Listing())
                        .addBadBlob(
                                row.getString(2),
                                new BadBlob(
                                        Sha1.of(row.getBytes(5)), row.getLong(3), row.getLong(4), row.getString(6))));
        Set<String> others = new HashSet<>();
        files.forEach((name, file) -> {
            if (!file.listing().hasBadBlobsOf(known.getOrDefault(name, new Listing()))) {
                others.add(name);
            }
        });
        return others;
    }

    /** What is done with a row. */
    @FunctionalInterface
    private interface Row {
        void accept(ResultSet row) throws SQLException;
    }

    private void forEach(String query, Row row) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Script.text(query))) {
            select.setFetchSize(FETCHED);
            select.setObject(1, bucket.day());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    row.accept(rows);
                }
            }
        }
    }
}
