package org.ooni.pipeline.migrations;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A line of migrations in one metadb, each of which can be undone. */
public sealed interface SchemaHistory permits Migrations, FeederMigrations {
    /** Whose plug-in brings it, by the table that its Feeder fills; empty for the metadb's own. */
    Optional<String> feeder();

    /**
     * Brings the database to the last version.
     *
     * @return the versions that were applied now, in order; empty when there was nothing to do
     * @throws SQLException when a migration fails, or when the history in the database is not that of these files
     */
    List<Integer> migrate() throws SQLException;

    /**
     * Lists every migration, in order; changes nothing.
     *
     * @throws SQLException when the database cannot be asked
     */
    List<Migration> info() throws SQLException;

    /**
     * Undoes, newest first, every migration above {@code target}, each in a transaction of its own. Rows that only the
     * undone part of the schema could hold are lost.
     *
     * @param target 0 leaves nothing, no history either
     * @param undone is told of each migration once it is undone for good
     * @throws SQLException when a migration cannot be undone; those before stay undone. With state 55000 its script
     *     refuses, and the message says why; with 55P03 the database is in use
     */
    void rollback(int target, Consumer<Migration> undone) throws SQLException;
}
