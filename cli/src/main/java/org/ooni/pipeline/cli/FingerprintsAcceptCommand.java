package org.ooni.pipeline.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pipeline fingerprints accept}. */
@Command(
        name = "accept",
        description = {
            "Records the fingerprints as they are, so that centrifugation runs with them.",
            "That is for a table which was changed by hand; 'add', 'remove' and 'import' record what they do."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  pipeline fingerprints accept --postgres 'host=db.example user=owner dbname=metadb'"})
final class FingerprintsAcceptCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException, IOException {
        try (Database database = databaseOptions.open(root)) {
            spec.commandLine()
                    .getOut()
                    .println("accepted " + database.fingerprints().accept());
            return ExitCode.DONE.number();
        }
    }
}
