package org.ooni.pipeline.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Temporary files of those who were killed while they wrote a small file, for which nobody holds a lock. */
public final class Leftovers {
    /** Nobody takes so long to write one. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Leftovers() {}

    /**
     * Removes those of {@code directory}, which need not exist; others may be writing now.
     *
     * @param glob which names temporary files have
     */
    public static void remove(Path directory, String glob) throws IOException {
        Instant recent = Instant.now().minus(PATIENCE);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            for (Path unfinished : files) {
                if (Files.getLastModifiedTime(unfinished).toInstant().isBefore(recent)) {
                    Files.deleteIfExists(unfinished);
                }
            }
        } catch (NoSuchFileException othersRemovedIt) {
            return;
        }
    }
}
