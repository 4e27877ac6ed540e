package org.ooni.pipeline.cli;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.exit.Failure;
import org.ooni.pipeline.cli.log.LogLine;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one line on standard error and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final BooleanSupplier ending;

    /** While {@code ending} holds nothing is printed: a signal is the reason, and the user gave it. */
    Failures(BooleanSupplier ending) {
        this.ending = ending;
    }

    /** Whether what fails now fails because a signal ends everything. */
    boolean areOfSignal() {
        return ending.getAsBoolean();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        ExitCode code = Failure.of(failure).code();
        if (!ending.getAsBoolean()) {
            print(failure, code, line);
        }
        return code.number();
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        print(failure, ExitCode.USAGE, failure.getCommandLine());
        return ExitCode.USAGE.number();
    }

    private static void print(Exception failure, ExitCode code, CommandLine line) {
        if (debug(line)) {
            failure.printStackTrace(line.getErr());
        }
        String name = line.getCommandSpec().qualifiedName();
        String message = name + ": " + Failure.of(failure).message() + origin(failure);
        line.getErr().println(LogLine.failure(message, Map.of("exit", code.number())));
        if (code == ExitCode.USAGE) {
            line.getErr().println("Try '" + name + " --help'.");
        }
    }

    /** Where a value comes from that nobody has typed. */
    private static String origin(Exception failure) {
        if (!(failure instanceof ParameterException wrong)
                || !(wrong.getArgSpec() instanceof OptionSpec option)
                || option.command() == null) {
            return "";
        }
        return pipeline(wrong.getCommandLine())
                .settings()
                .kept(option)
                .filter(kept -> kept.text().equals(wrong.getValue()))
                .map(kept -> " (" + kept.where() + ")")
                .orElse("");
    }

    private static boolean debug(CommandLine line) {
        return pipeline(line).debug();
    }

    private static PipelineCommand pipeline(CommandLine line) {
        return (PipelineCommand) line.getCommandSpec().root().userObject();
    }
}
