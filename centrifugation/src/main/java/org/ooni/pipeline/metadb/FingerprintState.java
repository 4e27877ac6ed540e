package org.ooni.pipeline.metadb;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.postgresql.PGConnection;

/** Which fingerprints the database has, as one checksum, and whether somebody answers for them. */
public final class FingerprintState {
    /** The checksum of the fingerprints that V04 brings, which this program was tested with. */
    public static final String SEEDED = "11af15d6ffe46e1e969759922d10a2f41792a3fef1185f6c7846e10cbb0363ed";

    private FingerprintState() {}

    /**
     * SHA-256 in hexadecimal of what COPY in text format makes, in UTF-8, of all fingerprints in the order of their
     * numbers: the columns of the table in their order.
     */
    public static String checksum(Connection connection) throws SQLException {
        MessageDigest sha256 = sha256();
        try (OutputStream digest = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (" + SqlFile.beside(FingerprintState.class, "Fingerprints.sql") + ") TO STDOUT",
                            digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /**
     * Demands that the fingerprints are those that this program brings, or as the last deliberate change left them.
     *
     * @throws FingerprintsChangedException when they are neither
     */
    public static void requireKnown(Connection connection) throws SQLException {
        String checksum = checksum(connection);
        if (!checksum.equals(SEEDED) && !isRecorded(connection, checksum)) {
            throw new FingerprintsChangedException(checksum);
        }
    }

    /** Answers for the fingerprints as they are now. */
    static void record(Connection connection) throws SQLException {
        String checksum = checksum(connection);
        try (Statement delete = connection.createStatement()) {
            delete.execute("DELETE FROM fingerprint_state");
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO fingerprint_state VALUES (decode(?, 'hex'), now() AT TIME ZONE 'UTC')")) {
            insert.setString(1, checksum);
            insert.executeUpdate();
        }
    }

    private static boolean isRecorded(Connection connection, String checksum) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT FROM fingerprint_state WHERE checksum = decode(?, 'hex')")) {
            select.setString(1, checksum);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
