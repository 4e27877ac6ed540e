package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The table {@code fingerprint} within a transaction that may change it: see {@link Fingerprints#change}. */
public final class FingerprintTable {
    private final Connection connection;
    private final Map<Fingerprint, Integer> known = new HashMap<>();

    FingerprintTable(Connection connection) throws SQLException {
        this.connection = connection;
        for (NumberedFingerprint row : NumberedFingerprint.all(connection)) {
            known.putIfAbsent(row.fingerprint().comparable(), row.number());
        }
    }

    /** The number of one that finds the same, the lowest. */
    public OptionalInt numberOf(Fingerprint fingerprint) {
        Integer number = known.get(fingerprint.comparable());
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * Adds one that is not there yet.
     *
     * @return its number: a new one, never used before
     */
    public int add(Fingerprint fingerprint) throws SQLException {
        fingerprint.problem().ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO fingerprint (origin_cc, body_substr, header, header_prefix, header_value)"
                        + " VALUES (?, ?, ?, ?, ?) RETURNING fingerprint_no")) {
            insert.setString(1, fingerprint.country());
            insert.setString(2, fingerprint.bodySubstring());
            insert.setString(3, fingerprint.headerName());
            insert.setString(4, fingerprint.headerPrefix());
            insert.setString(5, fingerprint.headerValue());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                known.put(fingerprint.comparable(), row.getInt(1));
                return row.getInt(1);
            }
        }
    }

    /** How many rows of {@code http_request_fp} have the number; reads all of them. */
    public long uses(int number) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("SELECT count(*) FROM http_request_fp WHERE fingerprint_no = ?")) {
            count.setInt(1, number);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Removes one, and the rows of {@code http_request_fp} that have its number.
     *
     * @return whether there was one of this number
     */
    public boolean remove(int number) throws SQLException {
        known.values().remove(number);
        delete("DELETE FROM http_request_fp WHERE fingerprint_no = ?", number);
        return delete("DELETE FROM fingerprint WHERE fingerprint_no = ?", number) > 0;
    }

    private int delete(String sql, int number) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setInt(1, number);
            return delete.executeUpdate();
        }
    }
}
