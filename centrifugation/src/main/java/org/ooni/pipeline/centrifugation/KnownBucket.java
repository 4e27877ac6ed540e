package org.ooni.pipeline.centrifugation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.metadb.CodeVer;
import org.ooni.pipeline.raw.Bucket;

/**
 * A bucket as the database knows it, in few words.
 *
 * @param files of the archive that were ingested
 * @param behind of these, with rows of an older version
 * @param refused of these, with rows of a newer version, or of one that no program has
 * @param digest {@link #digest} of the files
 */
public record KnownBucket(int files, int behind, int refused, String digest) {

    /** All buckets, by one query, whatever the number of files. */
    public static Map<Bucket, KnownBucket> all(Connection connection, List<Feeder> feeders) throws SQLException {
        List<FeederVersion> versions = FeederVersion.of(feeders);
        try (PreparedStatement select = connection.prepareStatement(Script.text("KnownBuckets.sql"))) {
            select.setArray(1, array(connection, "text", versions.stream().map(FeederVersion::table)));
            select.setArray(2, array(connection, "int4", versions.stream().map(FeederVersion::version)));
            select.setArray(3, array(connection, "bool", versions.stream().map(FeederVersion::plugIn)));
            select.setInt(4, CodeVer.CURRENT);
            select.setInt(5, CodeVer.CURRENT);
            Map<Bucket, KnownBucket> buckets = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    buckets.put(
                            new Bucket(rows.getObject(1, LocalDate.class)),
                            new KnownBucket(rows.getInt(2), rows.getInt(3), rows.getInt(4), rows.getString(5)));
                }
            }
            return buckets;
        }
    }

    private static Array array(Connection connection, String type, Stream<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    /**
     * Two sets of files have the same digest if names and bytes are the same.
     *
     * @param files SHA-1 by name with the bucket
     * @return hexadecimal; of no file the empty text's
     */
    public static String digest(SortedMap<String, Sha1> files) {
        String text = files.entrySet().stream()
                .map(file -> file.getKey() + " " + file.getValue().hex())
                .collect(Collectors.joining("\n"));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
