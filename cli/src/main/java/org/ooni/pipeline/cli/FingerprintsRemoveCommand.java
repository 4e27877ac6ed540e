package org.ooni.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.fingerprint.AffectedReport;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.metadb.FingerprintTable;
import org.ooni.pipeline.metadb.MarkedFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pipeline fingerprints remove}. */
@Command(
        name = "remove",
        description = "Removes a fingerprint that nothing has matched. Its number is not given again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline fingerprints remove 25 --root demo",
            "  pipeline fingerprints remove 25 --force --postgres 'host=db.example dbname=metadb'"
        })
final class FingerprintsRemoveCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Parameters(paramLabel = "NUMBER", description = "As in 'fingerprints list'.")
    private int number;

    @Option(
            names = "--force",
            description = "If responses have matched it, delete those rows of http_request_fp too. Their files are"
                    + " marked: the next centrifugation sets flags and counters right.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException, IOException {
        try (Database database = databaseOptions.open(root)) {
            Removed removed = database.fingerprints().change(this::remove);
            PrintWriter out = spec.commandLine().getOut();
            out.println("removed fingerprint " + number);
            if (removed.hits > 0) {
                out.println("deleted " + Words.count(removed.hits, "row") + " of http_request_fp");
            }
            if (!removed.marked.files().isEmpty()) {
                spec.commandLine().getErr().println(AffectedReport.sum(removed.marked));
            }
            return ExitCode.DONE.number();
        }
    }

    private record Removed(long hits, MarkedFiles marked) {}

    private Removed remove(FingerprintTable table) throws SQLException {
        long hits = table.uses(number);
        if (hits > 0 && !force) {
            throw new CommandException(
                    ExitCode.FAILED,
                    Words.count(hits, "row") + " of http_request_fp " + (hits == 1 ? "has" : "have")
                            + " the fingerprint " + number + ": --force deletes them with it");
        }
        return new Removed(
                hits,
                table.remove(number)
                        .orElseThrow(() -> new CommandException(ExitCode.FAILED, "there is no fingerprint " + number)));
    }
}
