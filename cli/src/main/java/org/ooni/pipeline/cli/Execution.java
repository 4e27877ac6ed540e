package org.ooni.pipeline.cli;

import java.io.IOException;
import org.ooni.pipeline.cli.config.Settings;
import org.ooni.pipeline.cli.exit.CommandException;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Runs the command that was typed, once it is sure that what is kept for it is right. */
final class Execution implements IExecutionStrategy {
    private final Settings settings;

    Execution(Settings settings) {
        this.settings = settings;
    }

    @Override
    public int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        CommandSpec command = leaf(parsed);
        try {
            settings.requireSound(command);
        } catch (IOException | CommandException e) {
            throw new ExecutionException(command.commandLine(), e.getMessage(), e);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static CommandSpec leaf(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.commandSpec();
    }
}
