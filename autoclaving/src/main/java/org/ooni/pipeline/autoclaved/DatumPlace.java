package org.ooni.pipeline.autoclaved;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.ooni.pipeline.io.CorruptFileException;

/**
 * Where a measurement stands in the archive.
 *
 * @param textname of its report
 * @param offset in the text of its frame
 * @param size without the newline
 */
public record DatumPlace(String textname, FramePlace frame, long offset, long size) {

    /** The measurement as it is stored, without a newline: one seek, and one frame decoded. */
    public byte[] read(Path root) throws IOException {
        CompressedFrame compressed = frame.read(root);
        byte[] text = compressed.text();
        if (offset < 0 || size < 0 || offset > text.length - size) {
            throw new CorruptFileException(
                    compressed.file(),
                    frame.offset(),
                    "no measurement of " + size + " bytes at byte " + offset + " of the frame's text, which has "
                            + text.length);
        }
        return Arrays.copyOfRange(text, (int) offset, (int) (offset + size));
    }
}
