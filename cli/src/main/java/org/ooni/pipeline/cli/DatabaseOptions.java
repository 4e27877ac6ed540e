package org.ooni.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.postgres.PostgresDsn;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which database a command works on: the user's server, or the embedded one under {@code --root}. */
final class DatabaseOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--postgres",
            paramLabel = "DSN",
            description = {
                "A PostgreSQL server of yours instead of the embedded one of --root: 'host=… port=… user=… dbname=…',"
                        + " postgresql://user@host/dbname or jdbc:postgresql://host/dbname.",
                "The password comes from PGPASSWORD, postgres-password in pipeline.yaml, or ~/.pgpass."
            })
    private String dsn;

    /**
     * Opens the database; the schema of the embedded one is brought up to date, that of a user's server is left for
     * {@code db migrate}. A look at its version comes first: Flyway takes longer than a small command does.
     */
    Database open(RootOptions root) throws SQLException {
        Database database = openAsIs(root);
        try {
            if (database.embedded().isPresent() && !database.isCurrent()) {
                database.migrate();
            }
            return database;
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Whether there is a database to ask; an embedded one is made by the first command that fills it. */
    boolean exists(RootOptions root) {
        requireGiven(root);
        return dsn != null || Files.isDirectory(embedded(root).resolve("data"));
    }

    private static Path embedded(RootOptions root) {
        return root.root().orElseThrow().resolve("metadb");
    }

    /** Opens the database and leaves its schema alone. */
    Database openAsIs(RootOptions root) throws SQLException {
        if (dsn != null) {
            Map<String, String> environment = environment();
            return Database.ofUser(PostgresDsn.parse(dsn, environment), environment);
        }
        requireGiven(root);
        return Database.embedded(embedded(root), System.getenv());
    }

    /** How it was named, to tell it from others: as the DSN says, or as the place of the embedded one. */
    String name(RootOptions root) {
        requireGiven(root);
        return dsn != null ? dsn : embedded(root).toAbsolutePath().normalize().toString();
    }

    boolean isUsersServer() {
        return dsn != null;
    }

    /** Only with the password that is kept, if there is one and no variable says another. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        ((PipelineCommand) spec.root().userObject())
                .settings()
                .postgresPassword(spec)
                .filter(kept -> environment.getOrDefault("PGPASSWORD", "").isEmpty())
                .ifPresent(kept -> environment.put("PGPASSWORD", kept));
        return environment;
    }

    /** Fails where the command line names no database; before anything else is looked at. */
    void requireGiven(RootOptions root) {
        if (dsn == null && root.root().isEmpty()) {
            throw CommandException.usage("Which database? Give --root DIR or --postgres DSN.");
        }
    }
}
