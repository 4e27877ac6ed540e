/**
 * The schema of the metadb, as SQL that only ever grows.
 *
 * <pre>
 * db/migration/V04__fingerprints.sql   what version 4 adds
 * db/rollback/04__fingerprints.sql     its undoing, in a folder that Flyway does not scan
 * Schema.txt, Schema.013.txt           what the migrations make, to the last one and to V13
 * </pre>
 *
 * <p>A migration that has been released never changes: Flyway keeps its checksum in {@code flyway_schema_history}.
 * Versions 1 to 13 give the schema that the Python pipeline ended with (its number 017), name for name, so that one
 * of its databases can be taken over; the later ones are ours. A rollback runs in one transaction, strictly newest
 * first, and raises rather than lose a row that its older schema could not hold.
 *
 * <p>A plug-in brings a line of migrations of its own: {@link org.ooni.pipeline.migrations.FeederMigrations}.
 */
package org.ooni.pipeline.migrations;
