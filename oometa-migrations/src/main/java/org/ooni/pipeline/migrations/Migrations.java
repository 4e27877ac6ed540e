package org.ooni.pipeline.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The migrations of one metadb, PostgreSQL 15 or newer.
 *
 * <p>Each runs in a transaction of its own, so a failure leaves the version before it. When several processes
 * migrate one database at the same time, one works and the others wait, for up to 50 s.
 */
public final class Migrations implements SchemaHistory {
    /** Where the schema equals the one that the original's own SQL ends with, after its 017. */
    public static final int BASELINE = 13;

    /** Undoing this one, or one before it, loses rows that no stage can make again from the archive. */
    public static final int LAST_PRIMARY = 8;

    private final DataSource metadb;
    private final Steps steps;

    /**
     * Connects to nothing yet.
     *
     * @param metadb must connect as a role that may create objects in the schema {@code public}, and the extensions
     *     pgcrypto and pg_trgm unless they are there
     */
    public Migrations(DataSource metadb) {
        this.metadb = metadb;
        this.steps = new Steps(metadb, History.ofMetaDb(), BASELINE, "adopted");
    }

    @Override
    public Optional<String> feeder() {
        return Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * @throws SQLException also when the database holds tables but no history: then it is not ours to change
     */
    @Override
    public List<Integer> migrate() throws SQLException {
        return steps.migrate();
    }

    @Override
    public List<Migration> info() throws SQLException {
        return steps.info();
    }

    /** {@inheritDoc} See {@link #LAST_PRIMARY}. */
    @Override
    public void rollback(int target, Consumer<Migration> undone) throws SQLException {
        rollback(target, Steps.PATIENCE, undone);
    }

    /** @param patience how long to wait for what others hold, in PostgreSQL's words */
    void rollback(int target, String patience, Consumer<Migration> undone) throws SQLException {
        steps.rollback(target, patience, undone);
    }

    /**
     * Compares the schema with what the migrations make. Things of others are none of its business; what others have
     * added to our tables is.
     *
     * @return empty when all is as it should be
     * @throws SQLException when the database is not at the last version
     */
    public List<SchemaDifference> check() throws SQLException {
        List<Migration> migrations = info();
        for (Migration migration : migrations) {
            if (migration.state() == Migration.State.PENDING) {
                throw new SQLException(
                        "V" + migration.version() + " " + migration.name() + " is not applied: run 'db migrate' first");
            }
            if (!steps.history().canUndo(migration)) {
                throw new SQLException(steps.history().unknown(migration) + ": only that one can check it");
            }
        }
        return SchemaDifference.between(Schema.latest(), present());
    }

    /**
     * Takes over a metadb that the original's own SQL has brought to its 017: from then on it counts as migrated to
     * {@link #BASELINE}. What may be worded differently is not compared: comments, bodies of functions, and how the
     * text of a check is put. Nothing but the history is written.
     *
     * @return in what the database is something else, and nothing was written; empty when it was taken over
     * @throws SQLException when the database has a history already
     */
    public List<SchemaDifference> baseline() throws SQLException {
        if (info().stream().anyMatch(migration -> migration.state() == Migration.State.APPLIED)) {
            throw new SQLException("there is a history already, so there is nothing to take over: see 'db info'");
        }
        List<SchemaDifference> differences =
                SchemaDifference.between(Schema.adopted().loosely(), present().loosely());
        if (differences.isEmpty()) {
            steps.baseline();
        }
        return differences;
    }

    private Schema present() throws SQLException {
        try (Connection connection = metadb.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try {
                return Schema.of(connection);
            } finally {
                connection.rollback();
            }
        }
    }
}
