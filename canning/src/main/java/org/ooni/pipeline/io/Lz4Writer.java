package org.ooni.pipeline.io;

import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.xxhash.StreamingXXHash32;

/**
 * Writes one LZ4 frame as {@code lz4 -5} does: level 5, independent blocks of 4 MiB, content checksum, no content size.
 * Closing it ends the frame and closes the stream below. Not thread-safe.
 */
public final class Lz4Writer extends OutputStream {
    private final OutputStream out;
    private final LZ4Compressor compressor = Lz4Format.compressor();
    private final StreamingXXHash32 contentHash = Lz4Format.hashes().newStreamingHash32(0);
    private final byte[] block = new byte[Lz4Format.BLOCK_SIZE];
    private final byte[] compressed = new byte[Integer.BYTES + compressor.maxCompressedLength(block.length)];
    private int filled;
    private boolean ended;

    public Lz4Writer(OutputStream out) throws IOException {
        this.out = out;
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
            int n = Math.min(length - done, block.length - filled);
            System.arraycopy(bytes, off + done, block, filled, n);
            filled += n;
            done += n;
            if (filled == block.length) {
                writeBlock();
            }
        }
    }

    private void writeBlock() throws IOException {
        contentHash.update(block, 0, filled);
        int n = Lz4Block.encode(compressor, block, 0, filled, compressed, 0);
        out.write(compressed, 0, n);
        filled = 0;
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        try (out;
                contentHash) {
            if (filled > 0) {
                writeBlock();
            }
            byte[] tail = new byte[2 * Integer.BYTES];
            Lz4Format.putInt(tail, Integer.BYTES, contentHash.getValue());
            out.write(tail);
        }
    }
}
