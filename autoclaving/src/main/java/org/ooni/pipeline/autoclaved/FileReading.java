package org.ooni.pipeline.autoclaved;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.FileDigest;

/** Frames of a file that may not be there, or may end too early. Not thread-safe. */
final class FileReading implements Closeable {
    private final AutoclavedReader file;
    private boolean readable;

    private FileReading(AutoclavedReader file) {
        this.file = file;
        this.readable = file != null;
    }

    static FileReading open(Path path) throws IOException {
        return new FileReading(Files.isRegularFile(path) ? AutoclavedReader.open(path) : null);
    }

    /**
     * The frame at its place; empty when there is nothing to be read any more.
     *
     * @throws CorruptFileException the first time that the file is found to end before the frame does
     */
    Optional<CompressedFrame> frame(FrameStart start) throws IOException {
        if (!readable) {
            return Optional.empty();
        }
        try {
            return Optional.of(file.frame(start.fileOff(), start.fileSize(), start.textSize()));
        } catch (CorruptFileException e) {
            readable = false;
            throw e;
        }
    }

    /** Reads the rest; the digest of the whole file, if there is one. */
    Optional<FileDigest> finish() throws IOException {
        if (file == null) {
            return Optional.empty();
        }
        Optional<FileDigest> digest = Optional.of(file.finish());
        close();
        return digest;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
