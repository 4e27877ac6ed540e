package org.ooni.pipeline.migrations;

import java.time.Instant;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;

/**
 * One step of the schema's history, and whether a database has taken it.
 *
 * @param version 1 for the first; steps are taken in this order
 * @param name as in its file's name: {@code base_types}
 * @param installedOn when it was applied; empty while it is pending, and for what was there before a baseline
 */
public record Migration(int version, String name, State state, Optional<Instant> installedOn) {

    /** A database that a later release has migrated also has applied steps that this release has no script for. */
    public enum State {
        PENDING,
        APPLIED
    }

    /** @param baseline up to here the database was adopted, with these migrations done; 0 for none */
    static Migration of(MigrationInfo info, int baseline) {
        int version = info.getVersion().getMajor().intValueExact();
        return new Migration(
                version,
                // Flyway shows underscores as spaces.
                info.getDescription().replace(' ', '_'),
                info.getState().isApplied() || version <= baseline ? State.APPLIED : State.PENDING,
                Optional.ofNullable(info.getInstalledOn()).map(date -> Instant.ofEpochMilli(date.getTime())));
    }
}
