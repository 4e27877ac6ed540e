package org.ooni.pipeline.autoclaving;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Programs that others read our files with, and make theirs with. */
final class Tool {
    private Tool() {}

    /** Skips the test unless all of {@code programs} are installed. */
    static void assumeInstalled(String... programs) throws Exception {
        for (String program : programs) {
            boolean installed = new ProcessBuilder("sh", "-c", "command -v " + program)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
            assumeTrue(installed, program + " is not installed");
        }
    }

    /** Runs a line of shell, whose {@code $1}, {@code $2} … are {@code arguments}; returns what it prints. */
    static String shell(String line, Object... arguments) throws Exception {
        String[] command = new String[4 + arguments.length];
        command[0] = "bash";
        command[1] = "-c";
        command[2] = "set -eo pipefail; " + line;
        command[3] = "bash";
        for (int i = 0; i < arguments.length; i++) {
            command[4 + i] = arguments[i].toString();
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(line + ": " + output);
        }
        return output;
    }

    /** Mounts a file system of that size, or skips the test where it may not. */
    static void mount(Path directory, String size) throws Exception {
        try {
            shell("mount -t tmpfs -o size=$1 tmpfs \"$2\"", size, directory);
        } catch (IOException e) {
            assumeTrue(false, "only root may mount a small file system");
        }
    }
}
