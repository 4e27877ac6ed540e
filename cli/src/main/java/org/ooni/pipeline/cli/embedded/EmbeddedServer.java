package org.ooni.pipeline.cli.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.exit.ShutdownHook;

/**
 * This command's use of the server of a directory: the first command starts the server, the last one stops it.
 *
 * <p>A signal that ends the virtual machine leaves as {@link #close} does. One directory may be used once at a time
 * in one process.
 */
public final class EmbeddedServer implements AutoCloseable {
    private final ServerHome home;
    private final ServerControl control;
    private final Consumer<String> hints;
    private OsLock users;
    private ShutdownHook hook;
    private DataSource dataSource;

    private EmbeddedServer(ServerHome home, ServerControl control, Consumer<String> hints) {
        this.home = home;
        this.control = control;
        this.hints = hints;
    }

    /**
     * Starts the server of the directory, or joins those who use it.
     *
     * @param directory is made when missing
     * @param environment where to look for {@code XDG_CACHE_HOME}
     * @param hints gets a line for the user whenever something takes longer than five seconds
     * @throws CommandException when the server cannot be had; the message says why and what to do
     */
    public static EmbeddedServer join(Path directory, Map<String, String> environment, Consumer<String> hints) {
        try {
            ServerHome home = ServerHome.create(directory);
            ServerBinaries binaries = ServerBinaries.unpacked(environment);
            PgTools tools = PgTools.in(home.directory(), binaries.directory());
            EmbeddedServer server = new EmbeddedServer(home, new ServerControl(home, binaries, tools), hints);
            server.hook = ShutdownHook.running("leave-database", () -> server.report(server::leave));
            server.enterOrUnhook();
            return server;
        } catch (AccessDeniedException e) {
            throw new CommandException(
                    ExitCode.CANNOT_WRITE,
                    "Cannot use the embedded database in " + directory + ": no permission for " + e.getFile()
                            + ". It belongs to the user who made it.",
                    e);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.CANNOT_WRITE,
                    "Cannot use the embedded database in " + directory + ": " + e.getMessage(),
                    e);
        }
    }

    /** The version of PostgreSQL that this build brings, as in {@code 18.6.0}. */
    public static String version() {
        return ServerBinaries.bundledVersion();
    }

    /** Connects to the database {@code metadb} as the owner of everything in it. */
    public DataSource dataSource() {
        return dataSource;
    }

    private void enterOrUnhook() throws IOException {
        try {
            enter();
        } catch (IOException | RuntimeException e) {
            hook.close();
            throw e;
        }
    }

    @SuppressWarnings("try")
    private synchronized void enter() throws IOException {
        try (SlowHint waiting = hint("Another command is starting or stopping the database; waiting for it.");
                OsLock starting = OsLock.exclusive(home.startLock())) {
            waiting.close();
            users = OsLock.shared(home.usersLock());
            try (SlowHint slow = hint("The database needs its time to start (after a crash it repairs itself).")) {
                control.prepare();
                dataSource = new ServerConnector(home, control).connected();
            } catch (CommandException e) {
                // Either nothing runs, or it goes on starting, or it is not ours.
                users.close();
                users = null;
                throw e;
            } catch (IOException e) {
                Aside.run("leave-database", () -> report(this::leaveUnderStartLock));
                throw e;
            }
        }
    }

    private SlowHint hint(String text) {
        return SlowHint.after5Seconds(hints, text);
    }

    /** Leaves; the last one out stops the server. What was done in the database stays done if that fails. */
    @Override
    public void close() {
        Aside.run("leave-database", () -> report(this::leave));
        // Not before: a signal that comes meanwhile waits for the leaving to end.
        hook.close();
    }

    private interface Leaving {
        void run() throws IOException;
    }

    private void report(Leaving leaving) {
        try {
            leaving.run();
        } catch (IOException | RuntimeException e) {
            hints.accept("The embedded database could not be stopped: " + e.getMessage());
        }
    }

    @SuppressWarnings("try")
    private synchronized void leave() throws IOException {
        if (users == null) {
            return;
        }
        try (OsLock stopping = OsLock.exclusive(home.startLock())) {
            leaveUnderStartLock();
        }
    }

    private void leaveUnderStartLock() throws IOException {
        try (OsLock leaving = users) {
            users = null;
            if (leaving.tryExclusive()) {
                control.stop();
            }
        }
    }
}
