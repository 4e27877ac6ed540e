package org.ooni.pipeline.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The floor of the two archive stages: what the usual commands take for the same bytes.
 *
 * @param version what {@code lz4 --version} says
 * @param compress the command that compresses as the archives are compressed, by one thread
 */
record Yardsticks(String version, String compress) {

    /** Empty where there is no {@code tar} or no {@code lz4}. */
    static Optional<Yardsticks> find() throws IOException {
        Optional<String> version = said("lz4 --version 2>&1");
        if (version.isEmpty() || said("tar --version").isEmpty()) {
            return Optional.empty();
        }
        // The versions that can compress by several threads do so unless told otherwise.
        boolean threads =
                said("lz4 -H 2>&1").filter(help -> help.contains(" -T#")).isPresent();
        return Optional.of(new Yardsticks(version.get().replace("*", "").strip(), threads ? "lz4 -5 -T1" : "lz4 -5"));
    }

    /** {@code tar c | lz4 -5} of a directory. */
    List<String> tar(Path directory, Path out) {
        return bash("tar cf - -C \"$1\" . | " + compress + " -c > \"$2\"", directory, out);
    }

    /** {@code lz4 -d | lz4 -5} of all files of a directory that end in .lz4. */
    List<String> recompress(Path directory, Path out) {
        return bash("cat \"$1\"/*.lz4 | lz4 -dc | " + compress + " -c > \"$2\"", directory, out);
    }

    private static List<String> bash(String script, Path directory, Path out) {
        return List.of("bash", "-o", "pipefail", "-c", script, "bash", directory.toString(), out.toString());
    }

    private static Optional<String> said(String command) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0
                    ? Optional.of(said)
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
