package org.ooni.pipeline.cli;

import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one line on standard error and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final BooleanSupplier ending;

    /** While {@code ending} holds nothing is printed: a signal is the reason, and the user gave it. */
    Failures(BooleanSupplier ending) {
        this.ending = ending;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        ExitCode code = failure instanceof CommandException command ? command.code() : ExitCode.FAILED;
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
        line.getErr().println(name + ": " + message(failure));
        if (code == ExitCode.USAGE) {
            line.getErr().println("Try '" + name + " --help'.");
        }
    }

    private static boolean debug(CommandLine line) {
        return ((PipelineCommand) line.getCommandSpec().root().userObject()).debug();
    }

    private static String message(Exception failure) {
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            // Its message is the bare file name; what happened stands in the name of the class.
            return file.getMessage() + ": " + words(file.getClass().getSimpleName());
        }
        return failure.getMessage() == null ? words(failure.getClass().getSimpleName()) : failure.getMessage();
    }

    /** {@code NoSuchFileException} becomes {@code no such file}. */
    private static String words(String className) {
        return className
                .replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
