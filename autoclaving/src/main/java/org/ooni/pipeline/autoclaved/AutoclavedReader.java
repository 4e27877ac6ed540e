package org.ooni.pipeline.autoclaved;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.DigestingInputStream;
import org.ooni.pipeline.io.FileDigest;

/**
 * Reads an autoclaved file front to back, frame by frame as the index places them, and sums up every byte of it. Holds
 * one frame at a time. Not thread-safe.
 */
public final class AutoclavedReader implements Closeable {
    private static final int BUFFER = 1 << 18;

    private final String file;
    private final DigestingInputStream in;

    private AutoclavedReader(String file, InputStream in) {
        this.file = file;
        this.in = new DigestingInputStream(new BufferedInputStream(in, BUFFER));
    }

    public static AutoclavedReader open(Path file) throws IOException {
        try {
            return new AutoclavedReader(file.toString(), Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": named in the index and not on disk", e);
        }
    }

    /**
     * The frame at {@code fileOff}, which is at or after the end of the last one; what lies between is read and summed
     * up.
     *
     * @param textSize of its text; 0 if that is not known, and LZ4 bounds it at 255 times the frame
     */
    public CompressedFrame frame(long fileOff, long fileSize, long textSize) throws IOException {
        return new CompressedFrame(file, fileOff, frameBytes(fileOff, fileSize), textSize);
    }

    private byte[] frameBytes(long fileOff, long fileSize) throws IOException {
        long gap = fileOff - in.position();
        if (gap < 0 || fileSize < 0 || fileSize > Integer.MAX_VALUE - 8) {
            throw new CorruptFileException(file, in.position(), "no frame of " + fileSize + " bytes at " + fileOff);
        }
        try {
            in.skipNBytes(gap);
        } catch (EOFException e) {
            throw new CorruptFileException(file, in.position(), "truncated before the frame at " + fileOff);
        }
        byte[] frame = in.readNBytes((int) fileSize);
        if (frame.length < fileSize) {
            throw new CorruptFileException(file, in.position(), "truncated in the frame at " + fileOff);
        }
        return frame;
    }

    /** Reads the rest of the file; the digest of all of it. */
    public FileDigest finish() throws IOException {
        return in.finish();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
