package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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
     * Removes one, and the rows of {@code http_request_fp} that have its number. The files that had them are marked, as
     * are those where it may have made the search fail: flags and counters are right again when these have been redone.
     *
     * @return the files that are marked now; empty if there is no fingerprint of this number
     */
    public Optional<MarkedFiles> remove(int number) throws SQLException {
        Optional<NumberedFingerprint> found = NumberedFingerprint.all(connection).stream()
                .filter(row -> row.number() == number)
                .findAny();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        boolean mayFail = found.get().fingerprint().kind() != Fingerprint.Kind.BODY_SUBSTRING;
        MarkedFiles marked = mark(mayFail ? Set.of(number) : Set.of(), Set.of(number));
        known.values().remove(number);
        delete("DELETE FROM http_request_fp WHERE fingerprint_no = ?", number);
        delete("DELETE FROM fingerprint WHERE fingerprint_no = ?", number);
        return Optional.of(marked);
    }

    /** Marks the files that these fingerprints may match or have matched. */
    MarkedFiles mark(Set<Integer> numbers) throws SQLException {
        return mark(numbers, numbers);
    }

    private MarkedFiles mark(Set<Integer> searched, Set<Integer> matched) throws SQLException {
        List<AffectedFile> files = AffectedFile.of(connection, searched, matched);
        return new MarkedFiles(files, AffectedFile.request(connection, files));
    }

    private void delete(String sql, int number) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setInt(1, number);
            delete.executeUpdate();
        }
    }
}
