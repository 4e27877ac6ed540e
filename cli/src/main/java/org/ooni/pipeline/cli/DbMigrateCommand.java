package org.ooni.pipeline.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.migrations.Migration;
import org.ooni.pipeline.migrations.Migrations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pipeline db migrate}. */
@Command(
        name = "migrate",
        description = {
            "Brings the schema of the database up to date, and lists what was done.",
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
            Migrations migrations = database.migrations();
            List<Integer> applied = migrations.migrate();
            print(migrations.info(), applied);
            return ExitCode.DONE.number();
        }
    }

    private void print(List<Migration> all, List<Integer> applied) {
        PrintWriter out = spec.commandLine().getOut();
        for (Migration migration : all) {
            if (applied.contains(migration.version())) {
                out.printf("applied %2d %s%n", migration.version(), migration.name());
            }
        }
        if (applied.isEmpty()) {
            out.println("The schema is up to date.");
        }
    }
}
