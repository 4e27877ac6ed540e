package org.ooni.pipeline.migrations;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The migrations of one metadb, PostgreSQL 15 or newer.
 *
 * <p>Each runs in a transaction of its own, so a failure leaves the version before it. When several processes
 * migrate one database at the same time, one works and the others wait, for up to 50 s.
 */
public final class Migrations {
    private final Flyway flyway;

    /**
     * Connects to nothing yet.
     *
     * @param metadb must connect as a role that may create objects in the schema {@code public}, and the extensions
     *     pgcrypto and pg_trgm unless they are there
     */
    public Migrations(DataSource metadb) {
        this.flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(metadb)
                .defaultSchema("public")
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .placeholderReplacement(false)
                .cleanDisabled(true)
                .outputQueryResults(false)
                .loggers("slf4j")
                .load();
    }

    /**
     * Brings the database to the last version.
     *
     * @return the versions that were applied now, in order; empty when there was nothing to do
     * @throws SQLException when a migration fails, when the history in the database is not that of these files, or
     *     when the database holds tables but no history: then it is not ours to change
     */
    public List<Integer> migrate() throws SQLException {
        return translating(() -> flyway.migrate().migrations.stream()
                .map(applied -> Integer.valueOf(applied.version))
                .toList());
    }

    /**
     * Lists every migration, in order; changes nothing.
     *
     * @throws SQLException when the database cannot be asked
     */
    public List<Migration> info() throws SQLException {
        return translating(
                () -> Stream.of(flyway.info().all()).map(Migration::of).toList());
    }

    /** Flyway is our own affair: callers know what JDBC throws. */
    private static <T> T translating(Supplier<T> work) throws SQLException {
        try {
            return work.get();
        } catch (FlywayException e) {
            throw new SQLException(e.getMessage(), stateOf(e), e);
        }
    }

    private static String stateOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
