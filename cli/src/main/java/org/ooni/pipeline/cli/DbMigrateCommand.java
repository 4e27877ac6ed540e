package org.ooni.pipeline.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.migrations.Migration;
import org.ooni.pipeline.migrations.SchemaHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pipeline db migrate}. */
@Command(
        name = "migrate",
        description = {
            "Brings the schema of the database up to date, then those of plug-ins, and lists what was done.",
            "The embedded database is brought up to date by every command that uses it; a server of yours only by"
                    + " this one."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline db migrate --root demo",
            "  pipeline db migrate --postgres 'host=db.example user=owner dbname=metadb'"
        })
final class DbMigrateCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        try (Database database = databaseOptions.openAsIs(root)) {
            int applied = 0;
            for (SchemaHistory history : database.histories()) {
                List<Integer> versions = history.migrate();
                print(history, versions);
                applied += versions.size();
            }
            if (applied == 0) {
                spec.commandLine().getOut().println("The schema is up to date.");
            }
            return ExitCode.DONE.number();
        }
    }

    private void print(SchemaHistory history, List<Integer> applied) throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        String owner =
                history.feeder().map(feeder -> " of the plug-in for " + feeder).orElse("");
        for (Migration migration : history.info()) {
            if (applied.contains(migration.version())) {
                out.printf("applied %2d %s%s%n", migration.version(), migration.name(), owner);
            }
        }
    }
}
