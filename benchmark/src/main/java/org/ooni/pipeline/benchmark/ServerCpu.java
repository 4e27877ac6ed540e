package org.ooni.pipeline.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** The CPU of a PostgreSQL server on this machine, from Linux's table of processes: its backends are no children of ours. */
final class ServerCpu {
    /** Of {@code /proc/PID/stat}; the same on all machines that Linux runs on today. */
    private static final double TICKS_A_SECOND = 100;
    /** Fields behind the command's name. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private ServerCpu() {}

    /** Seconds since its start, of the postmaster, of the processes it has now, and of those that are gone. */
    static OptionalDouble of(Path dataDirectory) {
        try {
            String pid = Files.readAllLines(dataDirectory.resolve("postmaster.pid"), StandardCharsets.ISO_8859_1)
                    .get(0)
                    .strip();
            double ticks = ticks(pid);
            for (ProcessHandle child : ProcessHandle.of(Long.parseLong(pid))
                    .orElseThrow(() -> new IOException("gone"))
                    .descendants()
                    .toList()) {
                ticks += ticksIfAlive(Long.toString(child.pid()));
            }
            return OptionalDouble.of(ticks / TICKS_A_SECOND);
        } catch (IOException notHereOrNotLinux) {
            return OptionalDouble.empty();
        }
    }

    /** One that ends meanwhile is counted by its parent from the next reading on. */
    private static double ticksIfAlive(String pid) {
        try {
            return ticks(pid);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static double ticks(String pid) throws IOException {
        return ticksOf(Files.readString(Path.of("/proc", pid, "stat"), StandardCharsets.ISO_8859_1));
    }

    /** @param stat a line as {@code /proc/PID/stat} has it */
    static long ticksOf(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[USER])
                + Long.parseLong(fields[SYSTEM])
                + Long.parseLong(fields[CHILDREN_USER])
                + Long.parseLong(fields[CHILDREN_SYSTEM]);
    }
}
