package org.ooni.pipeline.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Takes the steps of one {@link History} in one database, upwards by Flyway and downwards by {@link Rollback}. */
final class Steps {
    /** What Flyway's patience comes to. It is for tables in use, too: a rollback must not wait hours for a bucket. */
    static final String PATIENCE = "50s";

    private final DataSource metadb;
    private final History history;
    private final Flyway flyway;

    /** Connects to nothing yet. */
    Steps(DataSource metadb, History history, int baseline, String baselineDescription) {
        this.metadb = metadb;
        this.history = history;
        this.flyway = Flyway.configure(history.resources())
                .dataSource(metadb)
                .defaultSchema("public")
                .table(history.table())
                .locations("classpath:" + history.migrations())
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .placeholderReplacement(false)
                .cleanDisabled(true)
                // A plug-in comes to tables of others; the metadb itself must be alone when it comes.
                .baselineOnMigrate(history.feeder().isPresent())
                .baselineVersion(Integer.toString(baseline))
                .baselineDescription(baselineDescription)
                .outputQueryResults(false)
                .loggers("slf4j")
                .load();
    }

    History history() {
        return history;
    }

    List<Integer> migrate() throws SQLException {
        return translating(() -> flyway.migrate().migrations.stream()
                .map(applied -> Integer.valueOf(applied.version))
                .toList());
    }

    void baseline() throws SQLException {
        translating(flyway::baseline);
    }

    List<Migration> info() throws SQLException {
        MigrationInfo[] all = translating(() -> flyway.info().all());
        int baseline = Stream.of(all)
                .filter(Steps::isBaseline)
                .mapToInt(info -> info.getVersion().getMajor().intValueExact())
                .max()
                .orElse(0);
        return Stream.of(all)
                .filter(info -> !isBaseline(info))
                .map(info -> Migration.of(info, baseline))
                .toList();
    }

    /** The mark that an adoption leaves in the history, beside the migrations that it stands for. */
    private static boolean isBaseline(MigrationInfo info) {
        return info.getState() == MigrationState.BASELINE;
    }

    /** @param patience how long to wait for what others hold, in PostgreSQL's words */
    void rollback(int target, String patience, Consumer<Migration> undone) throws SQLException {
        try (Connection connection = metadb.getConnection()) {
            MigrationLock lock = new MigrationLock(connection, history);
            lock.acquire(patience);
            connection.setAutoCommit(false);
            Rollback rollback = new Rollback(connection, history);
            try {
                for (Migration migration : above(target)) {
                    rollback.undo(migration);
                    undone.accept(migration);
                }
            } finally {
                connection.setAutoCommit(true);
                lock.release();
            }
        }
    }

    /** Newest first; all of them can be undone, or none is. */
    private List<Migration> above(int target) throws SQLException {
        List<Migration> applied = info().stream()
                .filter(migration -> migration.state() == Migration.State.APPLIED && migration.version() > target)
                .sorted(Comparator.comparingInt(Migration::version).reversed())
                .toList();
        for (Migration migration : applied) {
            if (!history.canUndo(migration)) {
                throw new SQLException(history.unknown(migration) + ": only that one can undo it");
            }
        }
        return applied;
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
