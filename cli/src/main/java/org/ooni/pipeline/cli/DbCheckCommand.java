package org.ooni.pipeline.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.migrations.SchemaDifference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pipeline db check}. */
@Command(
        name = "check",
        description = {
            "Compares the schema of the database with what the migrations make, and names each difference.",
            "Tables and other things of your own, and those of plug-ins, are left out; what was added to a table of"
                    + " the pipeline's is not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline db check --root demo",
            "  pipeline db check --postgres 'host=db.example dbname=metadb' --json"
        })
final class DbCheckCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException, IOException {
        try (Database database = databaseOptions.openAsIs(root)) {
            List<SchemaDifference> differences = database.migrations().check();
            SchemaDifferences.print(
                    differences, json.wanted(), spec.commandLine().getOut());
            if (differences.isEmpty() && !json.wanted()) {
                spec.commandLine().getOut().println("The schema is what the migrations make.");
            }
            return (differences.isEmpty() ? ExitCode.DONE : ExitCode.FAILED).number();
        }
    }
}
