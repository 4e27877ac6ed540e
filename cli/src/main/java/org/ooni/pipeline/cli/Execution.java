package org.ooni.pipeline.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.exit.Failure;
import org.ooni.pipeline.cli.log.LogLine;
import org.ooni.pipeline.cli.watch.Watch;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Runs the command that was typed, once it is sure that what is kept for it is right, and has it watched. */
final class Execution implements IExecutionStrategy {
    private final PipelineCommand pipeline;
    private final Failures failures;

    Execution(PipelineCommand pipeline, Failures failures) {
        this.pipeline = pipeline;
        this.failures = failures;
    }

    @Override
    public int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandSpec command = last.commandSpec();
        Optional<Watch> watch;
        try {
            pipeline.settings().requireSound(command);
            watch = changesNothing(last) ? Optional.empty() : watch(command, parsed);
        } catch (IOException | CommandException e) {
            throw new ExecutionException(command.commandLine(), e.getMessage(), e);
        }
        return watch.isEmpty() ? new CommandLine.RunLast().execute(parsed) : watched(parsed, watch.get());
    }

    /** Looking is no run: it would be taken for the latest. */
    private static boolean changesNothing(ParseResult typed) {
        return Stream.of("--dry-run", "--no-write", "--explain", "--list").anyMatch(typed::hasMatchedOption);
    }

    private Optional<Watch> watch(CommandSpec command, ParseResult parsed) {
        return options(command)
                .map(options -> options.watches(command)
                        .begin(
                                command.qualifiedName()
                                        .substring(command.root().name().length() + 1),
                                parsed.originalArgs(),
                                Clock.systemUTC(),
                                warning -> command.commandLine().getErr().println(LogLine.warning(warning))));
    }

    private static Optional<WatchOptions> options(CommandSpec spec) {
        return spec.mixins().values().stream()
                .flatMap(mixin -> mixin.userObject() instanceof WatchOptions options
                        ? Stream.of(options)
                        : options(mixin).stream())
                .findFirst();
    }

    private int watched(ParseResult parsed, Watch watch) {
        pipeline.listen(watch);
        try {
            int code = new CommandLine.RunLast().execute(parsed);
            end(watch, OptionalInt.of(code), null);
            return code;
        } catch (ExecutionException e) {
            Failure failure = Failure.of(e.getCause() == null ? e : e.getCause());
            end(watch, OptionalInt.of(failure.code().number()), failure.message());
            throw e;
        } catch (RuntimeException | Error e) {
            end(watch, OptionalInt.of(ExitCode.FAILED.number()), Failure.of(e).message());
            throw e;
        }
    }

    private void end(Watch watch, OptionalInt code, String message) {
        if (failures.areOfSignal()) {
            watch.end(OptionalInt.empty(), null);
        } else {
            watch.end(code, message);
        }
    }
}
