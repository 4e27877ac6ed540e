package org.ooni.pipeline.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.ooni.pipeline.cli.embedded.EmbeddedServer;
import org.ooni.pipeline.cli.log.LogLine;
import org.ooni.pipeline.cli.postgres.PostgresDsn;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.metadb.Fingerprints;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.SchemaVersionException;
import org.ooni.pipeline.migrations.FeederMigrations;
import org.ooni.pipeline.migrations.Migrations;
import org.ooni.pipeline.migrations.SchemaHistory;

/**
 * The metadb that a command works on, lent until it is closed.
 *
 * @param embedded our own server, whose schema is ours to keep up to date; empty for a server of the user's
 */
record Database(DataSource dataSource, Optional<EmbeddedServer> embedded) implements AutoCloseable {

    /** Connects once, so that a server that is not there is reported before anything else. */
    static Database ofUser(PostgresDsn dsn, Map<String, String> environment) throws SQLException {
        DataSource dataSource = dsn.dataSource(environment);
        dataSource.getConnection().close();
        return new Database(dataSource, Optional.empty());
    }

    static Database embedded(Path directory, Map<String, String> environment) {
        EmbeddedServer server =
                EmbeddedServer.join(directory, environment, notice -> System.err.println(LogLine.notice(notice)));
        return new Database(server.dataSource(), Optional.of(server));
    }

    Migrations migrations() {
        return new Migrations(dataSource);
    }

    /** Those that the plug-ins on the class path bring. */
    List<SchemaHistory> plugIns() {
        return Stages.feeders().stream()
                .filter(feeder -> !Feeders.isBuiltIn(feeder) && feeder.schemaVersion() > 0)
                .<SchemaHistory>map(feeder -> new FeederMigrations(
                        dataSource, feeder.dataTable(), feeder.getClass().getClassLoader()))
                .toList();
    }

    /** The metadb's own history first: the others build on it. */
    List<SchemaHistory> histories() {
        List<SchemaHistory> all = new ArrayList<>(List.of(migrations()));
        all.addAll(plugIns());
        return all;
    }

    /** Whether all schemas are those that this program needs. */
    boolean isCurrent() throws SQLException {
        try {
            new MetaDb(dataSource).<Void, SQLException>inTransaction(connection -> {
                Feeders.requireSchemas(connection, Stages.feeders());
                return null;
            });
            return true;
        } catch (SchemaVersionException e) {
            return false;
        }
    }

    void migrate() throws SQLException {
        for (SchemaHistory history : histories()) {
            history.migrate();
        }
    }

    Fingerprints fingerprints() {
        return new Fingerprints(new MetaDb(dataSource));
    }

    @Override
    public void close() {
        embedded.ifPresent(EmbeddedServer::close);
    }
}
