package org.ooni.pipeline.cli.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;

/**
 * Runs {@code initdb} and {@code pg_ctl} inside a server's directory.
 *
 * <p>PostgreSQL refuses to run as root. Root therefore runs it in a user namespace of its own, where it is nobody,
 * but still owns the files.
 */
final class PgTools {
    private static final String AS_ROOT = "PostgreSQL does not run as root, and this system does not allow the way"
            + " around that (a user namespace, made by 'unshare -U'). Run the pipeline as an ordinary user, or give"
            + " --postgres DSN.";

    /** How a tool ended. */
    record Outcome(int exitCode, String output) {
        boolean failed() {
            return exitCode != 0;
        }
    }

    private final Path binaries;
    private final Path directory;
    private final List<String> wrapper;

    private PgTools(Path binaries, Path directory, List<String> wrapper) {
        this.binaries = binaries;
        this.directory = directory;
        this.wrapper = wrapper;
    }

    static PgTools in(Path directory, Path binaries) throws IOException {
        if (!isRoot()) {
            return new PgTools(binaries, directory, List.of());
        }
        List<String> wrapper = List.of("unshare", "-U");
        if (!works(directory, wrapper)) {
            throw new CommandException(ExitCode.FAILED, AS_ROOT);
        }
        return new PgTools(binaries, directory, wrapper);
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self)
                ? Files.getAttribute(self, "unix:uid").equals(0)
                : "root".equals(System.getProperty("user.name"));
    }

    private static boolean works(Path directory, List<String> wrapper) {
        List<String> command = new ArrayList<>(wrapper);
        command.add("true");
        try {
            return !run(directory, command).failed();
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** Runs one tool to its end; the output is both of its streams. */
    Outcome run(String tool, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(binaries.resolve("bin").resolve(tool).toString());
        command.addAll(Arrays.asList(arguments));
        return run(directory, command);
    }

    private static Outcome run(Path directory, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        // The user's settings of libpq and PostgreSQL are for other servers.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(waitFor(process), output.strip());
    }

    /** An interrupt waits until the tool is done: half a start would be nobody's. */
    private static int waitFor(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
