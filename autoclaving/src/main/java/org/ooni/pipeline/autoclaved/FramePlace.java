package org.ooni.pipeline.autoclaved;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;

/**
 * Where a frame stands in the archive. It is read alone, whatever the rest of its file is like: its own checksum and
 * size prove it, and nothing of the file besides.
 *
 * @param filename {@code <bucket>/<file>}
 * @param offset in the compressed file
 * @param size compressed
 * @param textSize of its text; 0 if that is not known
 */
public record FramePlace(String filename, long offset, long size, long textSize) {

    /** Reads just the bytes of the frame. */
    public CompressedFrame read(Path root) throws IOException {
        Path file = root.resolve(filename);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            // What the file does not hold is not made room for.
            if (offset < 0 || size <= 0 || size > Integer.MAX_VALUE - 8 || size > channel.size() - offset) {
                throw new CorruptFileException(
                        file.toString(),
                        Math.max(0, offset),
                        "no frame of " + size + " bytes in a file of " + channel.size());
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new CorruptFileException(file.toString(), offset, "truncated in the frame");
                }
            }
            return new CompressedFrame(file.toString(), offset, bytes.array(), textSize);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": named in the index and not on disk", e);
        }
    }
}
