package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ooni.pipeline.io.BusyException;

/** Removes values of dictionaries that no row refers to any more, such as inputs of reports that were deleted. */
public final class Gc {
    private static final String[] DICTIONARIES = {"Input", "Residual", "Domain", "Software"};

    private Gc() {}

    /**
     * Works in a transaction of its own; returns the number of values removed, by dictionary.
     *
     * @throws BusyException when a bucket is being written
     */
    public static Map<String, Long> removeUnused(MetaDb metaDb) throws SQLException, BusyException {
        return metaDb.inTransaction(connection -> {
            MetaDb.requireSchema(connection);
            return run(connection);
        });
    }

    /** What {@link #removeUnused} would do; removes nothing. */
    public static Map<String, Long> countUnused(MetaDb metaDb) throws SQLException, BusyException {
        return metaDb.inTransaction(connection -> {
            MetaDb.requireSchema(connection);
            Map<String, Long> removed = run(connection);
            connection.rollback();
            return removed;
        });
    }

    /**
     * Works in the transaction of {@code connection}; returns the number of values removed, by dictionary.
     *
     * @throws BusyException when a bucket is being written
     */
    public static Map<String, Long> run(Connection connection) throws SQLException, BusyException {
        DictionaryLock.clean(connection);
        Map<String, Long> removed = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String dictionary : DICTIONARIES) {
                String sql = SqlFile.beside(Gc.class, "Gc" + dictionary + ".sql");
                removed.put(dictionary.toLowerCase(Locale.ROOT), statement.executeLargeUpdate(sql));
            }
        }
        return removed;
    }
}
