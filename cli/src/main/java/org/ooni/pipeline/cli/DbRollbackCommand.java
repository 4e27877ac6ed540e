package org.ooni.pipeline.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.migrations.Migration;
import org.ooni.pipeline.migrations.Migrations;
import org.ooni.pipeline.migrations.SchemaHistory;
import org.postgresql.util.PSQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline db rollback}. */
@Command(
        name = "rollback",
        description = {
            "Undoes the migrations above a version, newest first, and lists what was undone.",
            "A step that would lose rows which the older schema cannot hold refuses; those before it stay undone."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline db rollback --postgres 'host=db.example user=owner dbname=metadb' --to 18",
            "  pipeline db rollback --root demo --to 0 --force",
            "  pipeline db rollback --root demo --feeder telegram --to 0"
        })
final class DbRollbackCommand implements Callable<Integer> {
    private static final String REFUSED = "55000";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            required = true,
            description = "The last version that stays, as in 'db info'; 0 leaves nothing.")
    private int target;

    @Option(
            names = "--feeder",
            paramLabel = "NAME",
            description = "The schema of the plug-in that fills this table, instead of the pipeline's own.")
    private String feeder;

    @Option(
            names = "--force",
            description = "Undo V" + Migrations.LAST_PRIMARY + " and older too: their rows cannot all be made again"
                    + " from the archive.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        if (target < 0) {
            throw CommandException.usage("--to " + target + ": versions begin at 1, and 0 is nothing");
        }
        if (feeder == null && target < Migrations.LAST_PRIMARY && !force) {
            throw CommandException.usage("--to " + target + " loses primary data: what V" + Migrations.LAST_PRIMARY
                    + " and older brought, with all rows. If you mean it, add --force.");
        }
        try (Database database = databaseOptions.openAsIs(root)) {
            SchemaHistory migrations = feeder == null ? database.migrations() : plugIn(database.plugIns());
            requireVersion(migrations.info());
            PrintWriter out = spec.commandLine().getOut();
            int[] undone = {0};
            migrations.rollback(target, migration -> {
                out.printf("undone %2d %s%n", migration.version(), migration.name());
                undone[0]++;
            });
            if (undone[0] == 0) {
                out.println("The schema is at " + target + " already.");
            }
            return ExitCode.DONE.number();
        } catch (SQLException e) {
            throw told(e);
        }
    }

    private SchemaHistory plugIn(List<SchemaHistory> here) {
        return here.stream()
                .filter(history -> history.feeder().orElseThrow().equals(feeder))
                .findFirst()
                .orElseThrow(() -> CommandException.usage("--feeder " + feeder
                        + ": no plug-in here brings a schema for it, and the scripts that undo one are in its jar"));
    }

    private void requireVersion(List<Migration> migrations) {
        int present = migrations.stream()
                .filter(migration -> migration.state() == Migration.State.APPLIED)
                .mapToInt(Migration::version)
                .max()
                .orElse(0);
        if (target > present) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "--to " + target + ": the schema is at " + present + ", and a rollback does not go up");
        }
    }

    /** A script's own words, without PostgreSQL's about where they were said. */
    private static SQLException told(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals(REFUSED) && failure instanceof PSQLException e && e.getServerErrorMessage() != null) {
            throw new CommandException(
                    ExitCode.FAILED, e.getServerErrorMessage().getMessage(), failure);
        }
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            throw new CommandException(
                    ExitCode.BUSY, "the database is in use: try again when nothing else runs", failure);
        }
        return failure;
    }
}
