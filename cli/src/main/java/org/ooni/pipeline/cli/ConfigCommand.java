package org.ooni.pipeline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pipeline config}: the settings that are kept. */
@Command(
        name = "config",
        description = "Looks at the settings that are kept in a file and in the environment.",
        subcommands = ConfigShowCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {"  pipeline config show", "  pipeline config show --config /etc/ooni-pipeline/pipeline.yaml --json"})
final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What of the configuration? One of " + spec.subcommands().keySet() + ".");
    }
}
