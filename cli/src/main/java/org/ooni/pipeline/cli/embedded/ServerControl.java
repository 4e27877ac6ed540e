package org.ooni.pipeline.cli.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;

/** Makes, starts and stops the server of a directory. Its caller holds {@code start.lock}. */
final class ServerControl {
    /** Crash recovery replays up to {@code max_wal_size} of log. */
    static final int START_SECONDS = 120;

    private static final int STOP_SECONDS = 120;
    private static final int PORTS_TO_TRY = 5;

    private final ServerHome home;
    private final ServerBinaries binaries;
    private final PgTools tools;

    ServerControl(ServerHome home, ServerBinaries binaries, PgTools tools) {
        this.home = home;
        this.binaries = binaries;
        this.tools = tools;
    }

    /** Makes the data directory if there is none, and refuses one of another major version. */
    void prepare() throws IOException {
        if (!Files.exists(home.data())) {
            initialise();
        }
        String found = Files.readString(home.data().resolve("PG_VERSION")).strip();
        if (!found.equals(binaries.major())) {
            throw new CommandException(
                    ExitCode.FAILED,
                    home.data() + " was made by PostgreSQL " + found + ", and this pipeline brings " + binaries.major()
                            + ". Use the pipeline that made it; or move " + home.directory() + " away and fill a new"
                            + " database from the archive (centrifugation); or carry the data over with pg_dump of"
                            + " PostgreSQL " + found + ".");
        }
    }

    private void initialise() throws IOException {
        Path unfinished = home.unfinished();
        FileTrees.delete(unfinished);
        ServerProperties properties = ServerProperties.withRandomPassword();
        Path passwordFile = home.directory().resolve(".tmp-password");
        Files.deleteIfExists(passwordFile);
        Files.createFile(passwordFile, ServerHome.OWNER_ONLY);
        try {
            Files.writeString(passwordFile, properties.password() + "\n");
            initdb(passwordFile);
        } finally {
            Files.delete(passwordFile);
        }
        properties.write(home.properties());
        Files.move(unfinished, home.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void initdb(Path passwordFile) throws IOException {
        PgTools.Outcome outcome = tools.run(
                "initdb",
                "--pgdata=" + ServerHome.UNFINISHED,
                "--username=" + ServerProperties.USER,
                "--pwfile=" + passwordFile.getFileName(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--data-checksums");
        if (outcome.failed()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "Cannot make the embedded database in " + home.directory() + ":\n" + outcome.output());
        }
    }

    /** Starts the server; on return it is ready, or lives and needs more time than {@link #START_SECONDS}. */
    void start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            Postmaster.disownStale(home.data());
            ServerLog log = ServerLog.fromHere(home.log());
            int port = freePort();
            ServerProperties.read(home.properties()).onPort(port).write(home.properties());
            PgTools.Outcome outcome = tools.run(
                    "pg_ctl",
                    "--pgdata=" + ServerHome.DATA,
                    "--log=" + ServerHome.LOG,
                    "--options=" + ServerSettings.options(port),
                    "--wait",
                    "--timeout=" + START_SECONDS,
                    "start");
            if (!outcome.failed() || Postmaster.running(home.data()).isPresent()) {
                return;
            }
            if (attempt == PORTS_TO_TRY || !log.tail().contains("could not bind")) {
                throw log.failure("The embedded PostgreSQL server in " + home.directory() + " does not start");
            }
        }
    }

    /** Stops the server if it runs; those who are still connected are rolled back. */
    void stop() throws IOException {
        if (Postmaster.running(home.data()).isEmpty()) {
            return;
        }
        ServerLog log = ServerLog.fromHere(home.log());
        PgTools.Outcome outcome = tools.run(
                "pg_ctl", "--pgdata=" + ServerHome.DATA, "--mode=fast", "--wait", "--timeout=" + STOP_SECONDS, "stop");
        if (outcome.failed() && Postmaster.running(home.data()).isPresent()) {
            throw log.failure("The embedded PostgreSQL server in " + home.directory() + " does not stop");
        }
    }

    /** Free at this moment; somebody may take it before the server does. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ServerProperties.HOST))) {
            return socket.getLocalPort();
        }
    }
}
