package org.ooni.pipeline.io;

import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.xxhash.StreamingXXHash32;
import org.ooni.pipeline.io.Lz4Blocks.Buffer;

/**
 * Writes one LZ4 frame as {@code lz4 -5} does: level 5, independent blocks of 4 MiB, content checksum, no content size.
 * Blocks are encoded elsewhere while the next is filled. Closing it ends the frame and closes the stream below. Not
 * thread-safe.
 */
public final class Lz4Writer extends OutputStream {
    private final OutputStream out;
    private final Lz4Blocks shared;
    private final EncodingQueue<Buffer> blocks;
    private final StreamingXXHash32 contentHash = Lz4Format.hashes().newStreamingHash32(0);
    private Buffer filling;
    private boolean ended;

    /** Encodes every block at once. */
    public Lz4Writer(OutputStream out) throws IOException {
        this(out, Lz4Blocks.atOnce());
    }

    /** @param shared with the other writers of a run */
    public Lz4Writer(OutputStream out, Lz4Blocks shared) throws IOException {
        this.out = out;
        this.shared = shared;
        this.blocks = new EncodingQueue<>(shared, shared::take, this::write);
        this.filling = blocks.next();
        byte[] header = new byte[7];
        Lz4Format.putInt(header, 0, Lz4Format.MAGIC);
        header[4] = Lz4Format.VERSION | Lz4Format.INDEPENDENT_BLOCKS | Lz4Format.CONTENT_CHECKSUM;
        header[5] = Lz4Format.BLOCK_4_MIB;
        header[6] = Lz4Format.descriptorChecksum(header, 4, 2);
        out.write(header);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int off, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int n = Math.min(length - done, filling.text.length - filling.filled);
            System.arraycopy(bytes, off + done, filling.text, filling.filled, n);
            filling.filled += n;
            done += n;
            if (filling.filled == filling.text.length) {
                endBlock();
            }
        }
    }

    private void endBlock() throws IOException {
        contentHash.update(filling.text, 0, filling.filled);
        blocks.submit(filling);
        filling = blocks.next();
    }

    private void write(Buffer block) throws IOException {
        out.write(block.encoded, 0, block.size);
        block.filled = 0;
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        try (out;
                contentHash) {
            if (filling.filled > 0) {
                endBlock();
            }
            blocks.drain();
            byte[] tail = new byte[2 * Integer.BYTES];
            Lz4Format.putInt(tail, Integer.BYTES, contentHash.getValue());
            out.write(tail);
        }
        shared.leave(filling);
        blocks.release(shared::leave);
    }
}
