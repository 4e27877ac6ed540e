package org.ooni.pipeline.cli.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says of a server. The file outlives a server that was killed.
 *
 * @param port where it listens
 */
record Postmaster(Path data, long pid, int port) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    /** The server of a data directory, if there is one that lives. */
    static Optional<Postmaster> running(Path data) throws IOException {
        return named(data).filter(Postmaster::lives);
    }

    private static Optional<Postmaster> named(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file(data), StandardCharsets.ISO_8859_1);
            return Optional.of(new Postmaster(
                    data,
                    Long.parseLong(lines.get(PID_LINE).trim()),
                    Integer.parseInt(lines.get(PORT_LINE).trim())));
        } catch (NoSuchFileException | NumberFormatException | IndexOutOfBoundsException none) {
            return Optional.empty();
        }
    }

    private static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** After a restart of the machine, or of a container, any process may have the number. */
    private boolean lives() {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty() || isZombie(pid)) {
            return false;
        }
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), data);
        } catch (IOException notLinux) {
            return !isSomethingElse(process.get());
        }
    }

    private static boolean isSomethingElse(ProcessHandle process) {
        return isZombie(process.pid())
                || process.info()
                        .command()
                        .filter(command -> !Path.of(command).endsWith("postgres"))
                        .isPresent();
    }

    /** In a container whose first process does not care for orphans a dead server keeps its number for ever. */
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException notLinuxOrGone) {
            return false;
        }
    }

    /**
     * Makes PostgreSQL see that a left-over file is stale although another process has its number now.
     *
     * <p>PostgreSQL refuses to start while that process lives, unless it is the starter's own: so our number is put
     * in. Its check of shared memory in use, which follows, stays in force.
     */
    static void disownStale(Path data) throws IOException {
        boolean stale = named(data)
                .flatMap(postmaster -> ProcessHandle.of(postmaster.pid()))
                .filter(Postmaster::isSomethingElse)
                .isPresent();
        if (!stale) {
            return;
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file(data), StandardCharsets.ISO_8859_1));
        lines.set(PID_LINE, Long.toString(ProcessHandle.current().pid()));
        Path rewritten = data.resolveSibling(".tmp-postmaster.pid");
        Files.deleteIfExists(rewritten);
        Files.createFile(rewritten, ServerHome.OWNER_ONLY);
        Files.write(rewritten, lines, StandardCharsets.ISO_8859_1);
        Files.move(rewritten, file(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
