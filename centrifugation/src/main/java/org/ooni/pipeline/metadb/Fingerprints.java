package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ooni.pipeline.io.BusyException;

/**
 * Deliberate changes of the fingerprints, each a transaction that also records the checksum it leaves. A change waits
 * ten seconds for buckets that are being ingested with the fingerprints as they are, and then gives up.
 */
public final class Fingerprints {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final MetaDb metaDb;
    private final String patience;

    public Fingerprints(MetaDb metaDb) {
        this(metaDb, "10s");
    }

    /** @param patience how long a change waits, in PostgreSQL's words */
    Fingerprints(MetaDb metaDb, String patience) {
        this.metaDb = metaDb;
        this.patience = patience;
    }

    /** What a change does. */
    @FunctionalInterface
    public interface Change<T> {
        T in(FingerprintTable table) throws SQLException;
    }

    /**
     * Changes the fingerprints; if {@code change} throws, nothing of it stays.
     *
     * @throws FingerprintsChangedException when they were changed by other means before: accept that first
     * @throws BusyException when buckets are being ingested
     */
    public <T> T change(Change<T> change) throws SQLException, BusyException {
        return alone(connection -> {
            FingerprintState.requireKnown(connection);
            T result = change.in(new FingerprintTable(connection));
            FingerprintState.record(connection);
            return result;
        });
    }

    /** The numbers of all fingerprints, and of those that are gone and that {@code http_request_fp} still has. */
    public SortedSet<Integer> numbers() throws SQLException {
        return metaDb.inTransaction(connection -> {
            MetaDb.requireSchema(connection);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(SqlFile.beside(Fingerprints.class, "KnownNumbers.sql"))) {
                SortedSet<Integer> numbers = new TreeSet<>();
                while (rows.next()) {
                    numbers.add(rows.getInt(1));
                }
                return numbers;
            }
        });
    }

    /** The files whose rows of {@code http_request_fp} these fingerprints may change, by name. Reads a lot. */
    public List<AffectedFile> affected(Set<Integer> numbers) throws SQLException {
        return metaDb.inTransaction(connection -> {
            MetaDb.requireSchema(connection);
            return AffectedFile.of(connection, numbers, numbers);
        });
    }

    /**
     * Marks these files: the next run over their buckets redoes {@code http_request_fp}, flags and counters. Buckets wait
     * meanwhile, so that none is taken up with a mark half set.
     *
     * @throws FingerprintsChangedException when they were changed by other means: accept that first
     * @throws BusyException when buckets are being ingested
     */
    public MarkedFiles mark(Set<Integer> numbers) throws SQLException, BusyException {
        return alone(connection -> {
            FingerprintState.requireKnown(connection);
            return new FingerprintTable(connection).mark(numbers);
        });
    }

    /**
     * Answers for the fingerprints as they are, however they came about.
     *
     * @return their checksum
     * @throws BusyException when buckets are being ingested
     */
    public String accept() throws SQLException, BusyException {
        return alone(connection -> {
            FingerprintState.record(connection);
            return FingerprintState.checksum(connection);
        });
    }

    /** The checksum of the fingerprints as they are. */
    public String checksum() throws SQLException {
        return metaDb.inTransaction(connection -> {
            MetaDb.requireSchema(connection);
            return FingerprintState.checksum(connection);
        });
    }

    private <T> T alone(MetaDb.Work<T, SQLException> work) throws SQLException, BusyException {
        try {
            return metaDb.inTransaction(connection -> {
                MetaDb.requireSchema(connection);
                lock(connection);
                return work.in(connection);
            });
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new BusyException(
                        "the fingerprints are in use by a run of centrifugation: try again when it has" + " ended");
            }
            throw e;
        }
    }

    /** A bucket's transaction has read the table, so this waits until the bucket is done. */
    private void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET LOCAL lock_timeout = '" + patience + "'; LOCK TABLE fingerprint IN ACCESS EXCLUSIVE MODE");
        }
    }
}
