package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What directories hold. */
public final class Directories {
    private Directories() {}

    /** Bytes of the files directly in {@code directory}; 0 when there is none. */
    public static long bytes(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                bytes += Files.size(file);
            }
        } catch (NoSuchFileException e) {
            return 0;
        }
        return bytes;
    }
}
