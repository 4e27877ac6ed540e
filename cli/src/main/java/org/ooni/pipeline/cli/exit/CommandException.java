package org.ooni.pipeline.cli.exit;

/** Ends a command with one line for its user and an exit code; the line says what to do where that is known. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    public CommandException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    public CommandException(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Wrong use of the command line. */
    public static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }

    public ExitCode code() {
        return code;
    }
}
