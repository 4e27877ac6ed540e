package org.ooni.pipeline.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.help.ProgramName;
import org.ooni.pipeline.migrations.Migrations;
import org.ooni.pipeline.migrations.SchemaDifference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pipeline db baseline}. */
@Command(
        name = "baseline",
        description = {
            "Takes over a database that the SQL of the Python pipeline has brought to its number 017.",
            "Checks that its schema is the one after V" + Migrations.BASELINE + ", and records that. Then 'db migrate'"
                    + " goes on. Otherwise names the differences and changes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  pipeline db baseline --postgres 'host=db.example user=owner dbname=metadb'"})
final class DbBaselineCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException, IOException {
        try (Database database = databaseOptions.openAsIs(root)) {
            List<SchemaDifference> differences = database.migrations().baseline();
            SchemaDifferences.print(differences, false, spec.commandLine().getOut());
            if (!differences.isEmpty()) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "the schema is not the one after V" + Migrations.BASELINE + " (" + differences.size()
                                + (differences.size() == 1 ? " difference" : " differences")
                                + "): nothing was changed");
            }
            spec.commandLine()
                    .getOut()
                    .println("taken over at V" + Migrations.BASELINE + ": run '" + ProgramName.current()
                            + " db migrate' next");
            return ExitCode.DONE.number();
        }
    }
}
