package org.ooni.pipeline.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One line of migrations: where its scripts are, and in which table a database records the steps it has taken.
 *
 * @param table of the history, in the schema {@code public}
 * @param folder of resources; {@code migration} and {@code rollback} are in it
 * @param feeder whose plug-in brings these; empty: they are the metadb's own
 * @param resources where the folder is looked for
 */
record History(String table, String folder, Optional<String> feeder, ClassLoader resources) {

    static History ofMetaDb() {
        return new History("flyway_schema_history", "db", Optional.empty(), History.class.getClassLoader());
    }

    /** @param feeder the table that the plug-in's Feeder fills */
    static History ofPlugIn(String feeder, ClassLoader plugIn) {
        return new History(
                FeederMigrations.HISTORY_PREFIX + feeder, "db/feeder/" + feeder, Optional.of(feeder), plugIn);
    }

    String migrations() {
        return folder + "/migration";
    }

    /** Whether there is a script that undoes {@code migration}. */
    boolean canUndo(Migration migration) {
        return resources.getResource(rollback(migration)) != null;
    }

    /** The script that undoes {@code migration}, which {@link #canUndo can be undone}. */
    String undoing(Migration migration) {
        try (InputStream script = resources.getResourceAsStream(rollback(migration))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String rollback(Migration migration) {
        return String.format("%s/rollback/%02d__%s.sql", folder, migration.version(), migration.name());
    }

    /** Why there is no such script. */
    String unknown(Migration migration) {
        return "V" + migration.version() + " " + migration.name() + " was applied by a newer "
                + feeder.map(name -> "plug-in for " + name).orElse("program");
    }
}
