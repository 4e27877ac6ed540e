package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.ooni.pipeline.io.BusyException;

/**
 * Keeps {@link Gc} away from transactions that find a dictionary's value and refer to it later. Lasts until the
 * transaction ends.
 */
public final class DictionaryLock {
    /** "OOGC" in ASCII; the second key is free. */
    private static final String KEY = "(" + 0x4F4F4743 + ", 0)";

    private DictionaryLock() {}

    /** For who uses values; many may at a time. */
    public static void use(Connection connection) throws SQLException, BusyException {
        if (!granted(connection, "SELECT pg_try_advisory_xact_lock_shared" + KEY)) {
            throw new BusyException("the dictionaries are busy: unused values are being removed");
        }
    }

    /** For who removes values. */
    static void clean(Connection connection) throws SQLException, BusyException {
        if (!granted(connection, "SELECT pg_try_advisory_xact_lock" + KEY)) {
            throw new BusyException("the dictionaries are busy: another run is writing to the database");
        }
    }

    private static boolean granted(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
