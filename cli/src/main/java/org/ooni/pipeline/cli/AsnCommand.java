package org.ooni.pipeline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pipeline asn}. */
@Command(
        name = "asn",
        description = "Keeps the table of networks and the prefixes that they announce, originas.",
        subcommands = AsnImportCommand.class,
        footerHeading = "%nExamples:%n",
        footer = "  pipeline asn import routeviews-rv2-20171123-1200.pfx2as.gz --root demo")
final class AsnCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What of the networks? One of " + spec.subcommands().keySet() + ".");
    }
}
