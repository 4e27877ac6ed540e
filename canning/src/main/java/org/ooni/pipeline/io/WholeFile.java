package org.ooni.pipeline.io;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Small files of state beside the directories: as they were or as they are to be, whenever the machine stops. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes {@code file} anew, durably. Only one thread and process at a time may write a file. */
    public static void write(Path file, byte[] bytes) throws IOException {
        // Under a name of its own until it is whole, which the next one takes again.
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(unfinished, CREATE, TRUNCATE_EXISTING, WRITE)) {
            Channels.newOutputStream(channel).write(bytes);
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        Publication.syncDirectory(file.getParent());
    }
}
