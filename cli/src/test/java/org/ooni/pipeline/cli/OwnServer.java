package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server with nothing in it, of the newest version whose programs Debian has installed here.
 *
 * @param programs the directory of its version's programs, those of clients among them
 */
record OwnServer(Path programs, Path data, int port) {
    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");
    private static final int OLDEST = 15;

    /** Makes and starts one in {@code directory}, if PostgreSQL is installed. */
    static Optional<OwnServer> start(Path directory) throws IOException, InterruptedException {
        Optional<Path> programs = installed();
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        OwnServer server = new OwnServer(programs.get(), directory.resolve("data"), freePort());
        server.run("initdb", "-D", server.data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C");
        String options = "-p " + server.port + " -c unix_socket_directories= -c fsync=off";
        server.run("pg_ctl", "-D", server.data, "-w", "-l", directory.resolve("log"), "-o", options, "start");
        return Optional.of(server);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static Optional<Path> installed() throws IOException {
        if (!Files.isDirectory(INSTALLATIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
            return versions.filter(version -> number(version) >= OLDEST)
                    .sorted(Comparator.comparingInt(OwnServer::number).reversed())
                    .map(version -> version.resolve("bin"))
                    .filter(programs -> Stream.of("initdb", "pg_ctl", "pg_dump", "pg_restore", "createdb")
                            .allMatch(program -> Files.isExecutable(programs.resolve(program))))
                    .findFirst();
        }
    }

    private static int number(Path version) {
        String name = version.getFileName().toString();
        return name.matches("\\d{1,3}") ? Integer.parseInt(name) : 0;
    }

    void stop() throws IOException, InterruptedException {
        run("pg_ctl", "-D", data, "-w", "-m", "fast", "stop");
    }

    private void run(String program, Object... arguments) throws IOException, InterruptedException {
        List<Object> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses root; in a namespace of its own root is nobody.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program));
        command.addAll(List.of(arguments));
        Path directory = Files.createDirectories(data.getParent());
        Shell.Outcome outcome = Shell.in(directory).run(command.toArray());
        assertThat(outcome.code()).as(command + ": " + outcome.err()).isZero();
    }
}
