package org.ooni.pipeline.autoclaved;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.io.BlockEncoder;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.DigestingOutputStream;
import org.ooni.pipeline.io.EncodingQueue;
import org.ooni.pipeline.io.FileDigest;

/**
 * Writes one autoclaved file and its index events: collects text, cuts it into frames, and puts the events of a frame's
 * text between the frame's own. Frames are encoded elsewhere while the next is filled.
 *
 * <p>Each frame is decoded again and compared before it goes on, so that no bad byte is ever published. Not
 * thread-safe.
 */
public final class AutoclavedWriter {
    /** Bytes of collected text from which on the next write's end closes a frame. */
    static final int FRAME_TEXT = 256 << 10;

    /** Events that may wait for text; a report of nothing but bad blobs gets frames without text. */
    private static final int MAX_PENDING = 1 << 14;

    /** Where events go, in their final order. */
    @FunctionalInterface
    public interface Events {
        void accept(IndexLine line) throws IOException;
    }

    private final String filename;
    private final DigestingOutputStream file;
    private final Events events;
    private final EncodingQueue<FrameBuffer> frames;
    private FrameBuffer filling;

    /** Of frames that are closed. */
    private long closedText;

    /** Of frames that are written. */
    private long textOff;

    private long fileOff;
    private boolean hasFrame;

    /**
     * @param out of the compressed file; left open
     * @param encoders run the encoding of frames; {@code Runnable::run} does it at once
     * @param blocks shared with the other writers of a run
     */
    public AutoclavedWriter(String filename, OutputStream out, Events events, Executor encoders, BlockEncoder blocks)
            throws IOException {
        this.filename = filename;
        this.file = new DigestingOutputStream(out);
        this.events = events;
        this.frames = new EncodingQueue<>(encoders, () -> new FrameBuffer(2 * FRAME_TEXT, blocks), this::write);
        this.filling = frames.next();
        events.accept(new FileStart(filename));
    }

    /** Where the next byte of text will stand in the decompressed stream. */
    public long textOff() {
        return closedText + filling.filled();
    }

    /** Adds an event to the frame that the text at hand will be in. */
    public void event(IndexLine line) throws IOException {
        if (filling.events().size() == MAX_PENDING) {
            closeFrame();
        }
        filling.events().add(line);
    }

    /** Writes text that stays in one frame. */
    public void write(byte[] bytes, int off, int length) throws IOException {
        if (!filling.hasRoom(length)) {
            closeFrame(bytes, off, length);
            return;
        }
        filling.add(bytes, off, length);
        if (filling.filled() >= FRAME_TEXT) {
            closeFrame();
        }
    }

    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /**
     * Writes the last frame, if anything is left for it, and returns the digest of the compressed file. A file of nothing
     * has a frame of nothing, for no bytes at all are no LZ4 file.
     */
    public FileDigest finish() throws IOException {
        if (filling.filled() > 0 || !filling.events().isEmpty() || !hasFrame) {
            closeFrame();
        }
        frames.drain();
        FileDigest digest = file.finish();
        events.accept(FileEnd.of(digest));
        return digest;
    }

    private void closeFrame() throws IOException {
        hasFrame = true;
        closedText += filling.filled();
        frames.submit(filling);
        filling = frames.next();
    }

    /** Such a text fills a frame by itself, and may be so large that a copy, or another one beside it, would be too much. */
    private void closeFrame(byte[] more, int off, int length) throws IOException {
        hasFrame = true;
        frames.drain();
        closedText += filling.filled() + (long) length;
        filling.encode(more, off, length);
        frames.append(filling);
        filling = frames.next();
    }

    private void write(FrameBuffer frame) throws IOException {
        if (!frame.isProven()) {
            throw new CorruptFileException(filename, fileOff, "a frame does not decode to the text it was made of");
        }
        file.write(frame.frame(), 0, frame.size());
        events.accept(new FrameStart(fileOff, frame.size(), textOff, frame.textSize()));
        for (IndexLine line : frame.events()) {
            events.accept(line);
        }
        events.accept(new FrameEnd());
        fileOff += frame.size();
        textOff += frame.textSize();
        frame.clear();
    }
}
