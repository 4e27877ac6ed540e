package org.ooni.pipeline.autoclaved;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.DigestingOutputStream;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Lz4FrameEncoder;

/**
 * Writes one autoclaved file and its index events: collects text, cuts it into frames, and puts the events of a frame's
 * text between the frame's own.
 *
 * <p>Each frame is decoded again and compared before it goes on, so that no bad byte is ever published. Not
 * thread-safe.
 */
public final class AutoclavedWriter {
    /** Bytes of collected text from which on the next write's end closes a frame. */
    static final int FRAME_TEXT = 256 << 10;

    /** Events that may wait for text; a report of nothing but bad blobs gets frames without text. */
    private static final int MAX_PENDING = 1 << 14;

    /** What the encoder may keep from one frame to the next. */
    private static final int MAX_KEPT = 24 << 20;

    /** Where events go, in their final order. */
    @FunctionalInterface
    public interface Events {
        void accept(IndexLine line) throws IOException;
    }

    private final String filename;
    private final DigestingOutputStream file;
    private final Events events;
    private Lz4FrameEncoder encoder = new Lz4FrameEncoder();
    private final List<IndexLine> pending = new ArrayList<>();
    private final byte[] text = new byte[2 * FRAME_TEXT];
    private int filled;
    private long textOff;
    private long fileOff;

    /** @param out of the compressed file; left open */
    public AutoclavedWriter(String filename, OutputStream out, Events events) throws IOException {
        this.filename = filename;
        this.file = new DigestingOutputStream(out);
        this.events = events;
        events.accept(new FileStart(filename));
    }

    /** Where the next byte of text will stand in the decompressed stream. */
    public long textOff() {
        return textOff + filled;
    }

    /** Adds an event to the frame that the text at hand will be in. */
    public void event(IndexLine line) throws IOException {
        if (pending.size() == MAX_PENDING) {
            writeFrame();
        }
        pending.add(line);
    }

    /** Writes text that stays in one frame. */
    public void write(byte[] bytes, int off, int length) throws IOException {
        if (text.length - filled < length) {
            // Such a text fills a frame by itself, and may be so large that a copy would be too much.
            writeFrame(bytes, off, length);
            return;
        }
        System.arraycopy(bytes, off, text, filled, length);
        filled += length;
        if (filled >= FRAME_TEXT) {
            writeFrame();
        }
    }

    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /** Writes the last frame, if anything is left for it, and returns the digest of the compressed file. */
    public FileDigest finish() throws IOException {
        if (filled > 0 || !pending.isEmpty()) {
            writeFrame();
        }
        FileDigest digest = file.finish();
        events.accept(FileEnd.of(digest));
        return digest;
    }

    private void writeFrame() throws IOException {
        writeFrame(text, 0, 0);
    }

    /** Writes the frame of the collected text and more of it. */
    private void writeFrame(byte[] more, int off, int length) throws IOException {
        int textSize = Math.addExact(filled, length);
        int size = encoder.encode(text, filled, more, off, length);
        if (!encoder.decodesTo(text, filled, more, off, length)) {
            throw new CorruptFileException(filename, fileOff, "a frame does not decode to the text it was made of");
        }
        file.write(encoder.frame(), 0, size);
        events.accept(new FrameStart(fileOff, size, textOff, textSize));
        for (IndexLine line : pending) {
            events.accept(line);
        }
        events.accept(new FrameEnd());
        pending.clear();
        fileOff += size;
        textOff += textSize;
        filled = 0;
        if (encoder.frame().length > MAX_KEPT) {
            encoder = new Lz4FrameEncoder();
        }
    }
}
