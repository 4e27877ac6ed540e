package org.ooni.pipeline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pipeline db}: the schema of the database, and its dictionaries. */
@Command(
        name = "db",
        description = "Looks after the schema and the dictionaries of the database.",
        subcommands = {
            DbMigrateCommand.class,
            DbInfoCommand.class,
            DbCheckCommand.class,
            DbRollbackCommand.class,
            DbBaselineCommand.class,
            DbGcCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {"  pipeline db info --root demo", "  pipeline db migrate --postgres 'host=db.example dbname=metadb'"})
final class DbCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What of the database? One of " + spec.subcommands().keySet() + ".");
    }
}
