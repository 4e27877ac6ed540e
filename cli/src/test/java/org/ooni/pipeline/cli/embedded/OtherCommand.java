package org.ooni.pipeline.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process that uses a server, as a second {@code bin/pipeline} would. */
final class OtherCommand implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;

    private OtherCommand(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it; it goes on joining while this returns. */
    static OtherCommand starting(Path directory) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new OtherCommand(new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Use.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    static OtherCommand joined(Path directory) throws IOException {
        OtherCommand command = starting(directory);
        command.awaitJoined();
        return command;
    }

    void awaitJoined() throws IOException {
        assertThat(output.readLine()).startsWith("joined ");
    }

    /** The command ends by itself. */
    int leave() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return exitCode();
    }

    /** SIGKILL: nothing of it can tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    /** SIGTERM. */
    int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
