package org.ooni.pipeline.autoclaving;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A class's main method in a process of its own on the test's class path, to be killed without warning. */
final class ChildJvm implements Closeable {
    private final Process process;
    private final BufferedReader lines;

    private ChildJvm(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        return start(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), main, arguments);
    }

    static ChildJvm start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The next line it prints, or null when it has ended. */
    String readLine() throws IOException {
        return lines.readLine();
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone; whether it was still at work. */
    boolean kill() throws InterruptedException {
        boolean atWork = process.isAlive();
        process.destroyForcibly().waitFor();
        return atWork;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
