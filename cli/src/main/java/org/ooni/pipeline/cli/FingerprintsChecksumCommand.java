package org.ooni.pipeline.cli;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pipeline fingerprints checksum}. */
@Command(
        name = "checksum",
        description = "Prints the SHA-256 of all fingerprints with their numbers, as docs/metadb.md defines it.",
        footerHeading = "%nExamples:%n",
        footer = {"  pipeline fingerprints checksum --root demo"})
final class FingerprintsChecksumCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        try (Database database = databaseOptions.open(root)) {
            spec.commandLine().getOut().println(database.fingerprints().checksum());
            return ExitCode.DONE.number();
        }
    }
}
