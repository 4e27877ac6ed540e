package org.ooni.pipeline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pipeline fingerprints}: by what block pages are known. */
@Command(
        name = "fingerprints",
        description = {
            "Looks after the fingerprints of block pages.",
            "Files that are ingested afterwards are searched for what was added; 'affected' finds those that were before."
        },
        subcommands = {
            FingerprintsListCommand.class,
            FingerprintsAddCommand.class,
            FingerprintsRemoveCommand.class,
            FingerprintsImportCommand.class,
            FingerprintsAffectedCommand.class,
            FingerprintsChecksumCommand.class,
            FingerprintsAcceptCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline fingerprints list --root demo",
            "  pipeline fingerprints import fingerprints_http.csv --postgres 'host=db.example dbname=metadb'",
            "  pipeline fingerprints affected 25-40 --mark --postgres 'host=db.example dbname=metadb'"
        })
final class FingerprintsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What of the fingerprints? One of " + spec.subcommands().keySet() + ".");
    }
}
