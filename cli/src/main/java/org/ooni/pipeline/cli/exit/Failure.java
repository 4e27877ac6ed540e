package org.ooni.pipeline.cli.exit;

import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Locale;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.CannotWriteException;

/**
 * What a failure means to the user of a command.
 *
 * @param message one line
 */
public record Failure(ExitCode code, String message) {
    /** The SQLSTATE of a PostgreSQL that has no room left. */
    private static final String DISK_FULL = "53100";

    public static Failure of(Throwable thrown) {
        return new Failure(code(thrown), message(thrown));
    }

    private static ExitCode code(Throwable thrown) {
        if (thrown instanceof CommandException command) {
            return command.code();
        }
        if (thrown instanceof BusyException) {
            return ExitCode.BUSY;
        }
        if (thrown instanceof CannotWriteException || isDiskOfDatabaseFull(thrown)) {
            return ExitCode.CANNOT_WRITE;
        }
        // Writing has an exception of its own, so what a file system refuses otherwise is an input.
        return thrown instanceof BadInputException || thrown instanceof FileSystemException
                ? ExitCode.BAD_INPUT
                : ExitCode.FAILED;
    }

    private static boolean isDiskOfDatabaseFull(Throwable thrown) {
        return thrown instanceof SQLException refused && DISK_FULL.equals(refused.getSQLState());
    }

    private static String message(Throwable thrown) {
        if (thrown instanceof FileSystemException file && file.getReason() == null) {
            // Its message is the bare file name; what happened stands in the name of the class.
            return file.getMessage() + ": " + words(file.getClass().getSimpleName());
        }
        return thrown.getMessage() == null ? words(thrown.getClass().getSimpleName()) : thrown.getMessage();
    }

    /** {@code NoSuchFileException} becomes {@code no such file}. */
    private static String words(String className) {
        return className
                .replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
