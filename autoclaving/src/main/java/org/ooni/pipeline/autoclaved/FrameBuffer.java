package org.ooni.pipeline.autoclaved;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.io.BlockEncoder;
import org.ooni.pipeline.io.Lz4FrameEncoder;

/** A frame in the making: its text, its events, and its bytes. Used by one thread after the other. */
final class FrameBuffer implements Callable<FrameBuffer> {
    /** What the encoder may keep from one frame to the next. */
    private static final int MAX_KEPT = 24 << 20;

    private final byte[] text;
    private final List<IndexLine> events = new ArrayList<>();
    private final BlockEncoder blocks;
    private Lz4FrameEncoder encoder;
    private int filled;
    private int textSize;
    private int size;
    private boolean proven;

    /** @param blocks shared with the other buffers of a run */
    FrameBuffer(int textSize, BlockEncoder blocks) {
        this.text = new byte[textSize];
        this.blocks = blocks;
        this.encoder = new Lz4FrameEncoder(blocks);
    }

    boolean hasRoom(int length) {
        return text.length - filled >= length;
    }

    void add(byte[] bytes, int off, int length) {
        System.arraycopy(bytes, off, text, filled, length);
        filled += length;
    }

    /** Of text that was added. */
    int filled() {
        return filled;
    }

    /** Those of the frame, in their order. */
    List<IndexLine> events() {
        return events;
    }

    /** Encodes what was added, decodes it again and compares; returns this. */
    @Override
    public FrameBuffer call() {
        encode(text, 0, 0);
        return this;
    }

    /** As {@link #call}, what was added and more, which is not copied. */
    void encode(byte[] more, int off, int length) {
        textSize = Math.addExact(filled, length);
        size = encoder.encode(text, filled, more, off, length);
        proven = encoder.decodesTo(text, filled, more, off, length);
    }

    /** Whether the frame decodes to its text. */
    boolean isProven() {
        return proven;
    }

    /** The frame is the first {@link #size} bytes of it. */
    byte[] frame() {
        return encoder.frame();
    }

    int size() {
        return size;
    }

    int textSize() {
        return textSize;
    }

    void clear() {
        filled = 0;
        events.clear();
        if (encoder.frame().length > MAX_KEPT) {
            encoder = new Lz4FrameEncoder(blocks);
        }
    }
}
