package org.ooni.pipeline.autoclaved;

import java.io.IOException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Lz4Reader;

/**
 * A frame of an autoclaved file as it was read: it can be decoded elsewhere, and later. Its bytes are not to be changed.
 *
 * @param file for messages
 * @param offset in the file
 * @param textSize of its text; 0 if that is not known
 */
public record CompressedFrame(String file, long offset, byte[] bytes, long textSize) {
    /** @throws CorruptFileException when it is not a frame, is damaged, or has another text size */
    public byte[] text() throws IOException {
        try {
            return textSize == 0 ? Lz4Reader.decodeFrame(bytes, file) : Lz4Reader.decodeFrame(bytes, textSize, file);
        } catch (CorruptFileException e) {
            throw new CorruptFileException(file, offset, "frame: " + e.getMessage());
        }
    }
}
