package org.ooni.pipeline.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ooni.pipeline.cli.exit.ShutdownHook;

/**
 * Runs a command as a process and measures it, with nothing but bash: its builtin {@code times} has the CPU of all
 * children that were waited for, and Linux tells the peak of a living process's memory, looked at every 10 ms.
 */
final class ProcessMeter {
    private static final String SCRIPT = """
            "${@:2}" & child=$!
            echo $child > "$1.pid"
            wait $child; status=$?
            times > "$1.times"
            exit $status
            """;

    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB");
    private static final long POLL_MILLIS = 10;
    private static final int LONGEST_WORD = 300;

    private final Path notes;
    private final Map<String, String> environment;

    /**
     * @param directory for a few small files, among them the last command's output
     * @param environment variables for the commands, beside our own
     */
    ProcessMeter(Path directory, Map<String, String> environment) {
        this.notes = directory.resolve("process");
        this.environment = Map.copyOf(environment);
    }

    /** What the last command wrote to its standard output. */
    Path output() {
        return Path.of(notes + ".out");
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException if it exits with another code than 0; the message has the end of what it said
     */
    Usage run(List<String> command) throws IOException {
        Path said = Path.of(notes + ".err");
        Files.deleteIfExists(Path.of(notes + ".pid"));
        List<String> bash = new ArrayList<>(List.of("bash", "-c", SCRIPT, "bash", notes.toString()));
        bash.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(bash)
                .redirectOutput(output().toFile())
                .redirectError(said.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C.UTF-8");
        long begun = System.nanoTime();
        Process process = builder.start();
        long peak = watch(process);
        double wall = (System.nanoTime() - begun) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException("exit code " + process.exitValue() + " of " + shortened(command) + "\n"
                    + end(output()) + end(said));
        }
        return new Usage(wall, childCpu(Files.readString(Path.of(notes + ".times"))), peak);
    }

    /** Waits for the end; the peak of the command's own process, not of its children. */
    @SuppressWarnings("try")
    private long watch(Process process) throws IOException {
        Path pid = Path.of(notes + ".pid");
        long peak = 0;
        Path status = null;
        // bash lets a command in the background outlive an interrupt from the keyboard.
        try (ShutdownHook hook = ShutdownHook.running("stop-process", () -> stop(process))) {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (status == null && Files.exists(pid)) {
                    String number = Files.readString(pid).strip();
                    status = number.isEmpty() ? null : Path.of("/proc", number, "status");
                }
                peak = Math.max(peak, status == null ? 0 : peak(status));
            }
            return peak;
        } catch (InterruptedException e) {
            stop(process);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
    }

    private static long peak(Path status) {
        try {
            Matcher line = PEAK.matcher(Files.readString(status, StandardCharsets.ISO_8859_1));
            return line.find() ? Long.parseLong(line.group(1)) << 10 : 0;
        } catch (IOException notLinuxOrGone) {
            return 0;
        }
    }

    /** The second line of what {@code times} prints: of the children, user and system. */
    static double childCpu(String times) throws IOException {
        Matcher line = TIME.matcher(times.lines().skip(1).findFirst().orElse(""));
        if (!line.matches()) {
            throw new IOException("bash's times said: " + times);
        }
        return 60 * (Integer.parseInt(line.group(1)) + Integer.parseInt(line.group(3)))
                + Double.parseDouble(line.group(2))
                + Double.parseDouble(line.group(4));
    }

    /** A class path tells nobody anything. */
    private static String shortened(List<String> command) {
        return command.stream()
                .map(word -> word.length() > LONGEST_WORD ? "…" : word)
                .collect(Collectors.joining(" "));
    }

    private static String end(Path file) throws IOException {
        List<String> lines =
                Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
