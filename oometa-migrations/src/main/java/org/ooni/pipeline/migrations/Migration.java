package org.ooni.pipeline.migrations;

import java.time.Instant;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;

/**
 * One step of the schema's history, and whether a database has taken it.
 *
 * @param version 1 for the first; steps are taken in this order
 * @param name as in its file's name: {@code base_types}
 * @param installedOn when it was applied; empty while it is pending
 */
public record Migration(int version, String name, State state, Optional<Instant> installedOn) {

    /** A database that a later release has migrated also has applied steps that this release has no script for. */
    public enum State {
        PENDING,
        APPLIED
    }

    static Migration of(MigrationInfo info) {
        return new Migration(
                info.getVersion().getMajor().intValueExact(),
                // Flyway shows underscores as spaces.
                info.getDescription().replace(' ', '_'),
                info.getState().isApplied() ? State.APPLIED : State.PENDING,
                Optional.ofNullable(info.getInstalledOn()).map(date -> Instant.ofEpochMilli(date.getTime())));
    }
}
