package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers of {@link Software}. A miss is looked up, or inserted, in a short transaction of its own on a second
 * connection, so that buckets being ingested side by side never wait for each other's long ones; its rows therefore
 * survive a bucket that fails, which is harmless. Remembers the most recently used ones only. Thread-safe.
 */
public final class SoftwareDictionary implements SoftwareNumbers {
    private static final int REMEMBERED = 10_000;

    private final MetaDb metaDb;
    private final int capacity;
    private final Map<Software, Integer> numbers;

    public SoftwareDictionary(MetaDb metaDb) {
        this(metaDb, REMEMBERED);
    }

    SoftwareDictionary(MetaDb metaDb, int capacity) {
        this.metaDb = metaDb;
        this.capacity = capacity;
        this.numbers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Software, Integer> eldest) {
                return size() > capacity;
            }
        };
    }

    /**
     * Remembers what the database has, the latest ones if that is too much, and forgets everything else: what was
     * remembered before may have been removed since. To be done at the start of a transaction that holds {@link
     * DictionaryLock}.
     */
    public synchronized void refresh(Connection connection) throws SQLException {
        numbers.clear();
        try (PreparedStatement select =
                connection.prepareStatement(SqlFile.beside(SoftwareDictionary.class, "SoftwareLatest.sql"))) {
            select.setInt(1, capacity);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.put(
                            new Software(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                            row.getInt(5));
                }
            }
        }
    }

    @Override
    public synchronized int numberOf(Software software) throws SQLException {
        Integer known = numbers.get(software);
        if (known != null) {
            return known;
        }
        int number = metaDb.inTransaction(connection -> lookUp(connection, software));
        numbers.put(software, number);
        return number;
    }

    /** How many are remembered. */
    synchronized int size() {
        return numbers.size();
    }

    /** Looks before it inserts, because an insert that finds its row already there burns a number. */
    private static int lookUp(Connection connection, Software software) throws SQLException {
        for (String statement : new String[] {"SoftwareSelect.sql", "SoftwareInsert.sql", "SoftwareSelect.sql"}) {
            int number = number(connection, SqlFile.beside(SoftwareDictionary.class, statement), software);
            if (number > 0) {
                return number;
            }
        }
        throw new SQLException("a row of software is neither there nor can it be inserted");
    }

    private static int number(Connection connection, String sql, Software software) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, software.testName());
            statement.setString(2, software.testVersion());
            statement.setString(3, software.softwareName());
            statement.setString(4, software.softwareVersion());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }
}
