package org.ooni.pipeline.cli.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.ooni.pipeline.io.CannotWriteException;

/**
 * Figures of the latest run of each command, in Prometheus's text format, for the textfile collector of node_exporter.
 * The file is replaced as a whole; what other commands wrote stays.
 */
record MetricsFile(Path file) implements Watcher {
    private static final int LARGEST = 1 << 20;

    @Override
    public void begun(Run run) throws IOException {
        write(run);
    }

    @Override
    public void bucket(Run run, String stage, Map<String, Object> counts) throws IOException {
        write(run);
    }

    @Override
    public void ended(Run run) throws IOException {
        write(run);
    }

    private void write(Run run) throws IOException {
        MetricsText text = MetricsText.parse(before());
        RunMetrics.replace(text, run);
        Path target = file.toAbsolutePath();
        // The collector reads what ends in .prom; this does not.
        Path temporary = target.resolveSibling(
                ".tmp-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try {
            Files.write(temporary, text.toString().getBytes(StandardCharsets.UTF_8));
            move(temporary, target);
        } catch (IOException e) {
            throw new CannotWriteException(target, e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private String before() throws IOException {
        boolean readable = Files.isRegularFile(file) && Files.size(file) <= LARGEST;
        return readable ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
