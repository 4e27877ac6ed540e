package org.ooni.pipeline.io;

import com.google.common.io.CountingInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.StreamingXXHash32;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/**
 * Reads the text of a file of LZ4 frames, one after the other: with independent or linked blocks, with or without
 * sizes and checksums, skippable frames skipped. Every size and checksum that is there is checked. Memory is bounded by
 * the largest block that the format allows, 4 MiB twice. Not thread-safe.
 */
public final class Lz4Reader extends InputStream {
    /** LZ4 spells no more than 255 bytes of text with one. */
    private static final long MOST_GROWTH = 255;

    private final CountingInputStream in;
    private final String file;
    private final LZ4SafeDecompressor decompressor = Lz4Format.codec().safeDecompressor();

    private Frame frame;
    private byte[] block = new byte[0];
    private byte[] text = new byte[0];
    private int textOff;
    private int textEnd;

    /** @param file names {@code in} in messages */
    public Lz4Reader(InputStream in, String file) {
        this.in = new CountingInputStream(in);
        this.file = file;
    }

    /** The text of the one frame that {@code bytes} are, which must be {@code textSize} long. */
    public static byte[] decodeFrame(byte[] bytes, long textSize, String file) throws IOException {
        if (textSize < 0 || textSize > Integer.MAX_VALUE - 8) {
            throw new CorruptFileException(file, 0, "no frame has a text of " + textSize + " bytes");
        }
        try (Lz4Reader reader = new Lz4Reader(new ByteArrayInputStream(bytes), file)) {
            // What a frame cannot hold is not made room for.
            byte[] text = new byte[(int) Math.min(textSize, MOST_GROWTH * bytes.length)];
            if (reader.readNBytes(text, 0, text.length) < textSize || reader.read() >= 0) {
                throw reader.corrupt("frame text is not of size " + textSize);
            }
            return text;
        }
    }

    /** The text of the one frame that {@code bytes} are, however long it is. */
    public static byte[] decodeFrame(byte[] bytes, String file) throws IOException {
        try (Lz4Reader reader = new Lz4Reader(new ByteArrayInputStream(bytes), file)) {
            byte[] text = reader.readNBytes(Integer.MAX_VALUE - 8);
            if (reader.read() >= 0) {
                throw reader.corrupt("frame text of more than 2 GiB");
            }
            return text;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int off, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (textOff == textEnd) {
            if (!nextBlock()) {
                return -1;
            }
        }
        int n = Math.min(length, textEnd - textOff);
        System.arraycopy(text, textOff, bytes, off, n);
        textOff += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        if (frame != null) {
            frame.hash.close();
        }
        in.close();
    }

    private boolean nextBlock() throws IOException {
        if (frame == null && !openFrame()) {
            return false;
        }
        textOff = 0;
        textEnd = 0;
        int n = frame.linked == null ? independentBlock() : linkedBlock();
        if (n < 0) {
            closeFrame();
            return true;
        }
        textEnd = n;
        frame.size += n;
        if (frame.contentSize >= 0 && frame.size > frame.contentSize) {
            throw corrupt("frame text is longer than its header's " + frame.contentSize);
        }
        return true;
    }

    /** Decodes the next block into {@link #text} and returns its length, or -1 at the end of the frame. */
    private int independentBlock() throws IOException {
        byte[] number = need(Integer.BYTES, "block size");
        int size = Lz4Format.getInt(number, 0);
        if (size == 0) {
            if (frame.checksum
                    && frame.hash.getValue() != Lz4Format.getInt(need(Integer.BYTES, "content checksum"), 0)) {
                throw corrupt("content checksum is wrong");
            }
            return -1;
        }
        boolean stored = (size & Lz4Format.STORED) != 0;
        int length = size & ~Lz4Format.STORED;
        if (length > frame.maxBlock) {
            throw corrupt("block size: expected at most " + frame.maxBlock + ", got " + length);
        }
        if (block.length < length) {
            block = new byte[Math.min(frame.maxBlock, length + length / 4)];
        }
        need(block, length, "block");
        if (frame.blockChecksums) {
            int expected = Lz4Format.getInt(need(Integer.BYTES, "block checksum"), 0);
            if (Lz4Format.hash(block, 0, length) != expected) {
                throw corrupt("block checksum is wrong");
            }
        }
        int n = stored ? store(length) : decompress(length);
        frame.hash.update(text, 0, n);
        return n;
    }

    private int store(int length) {
        byte[] spare = text;
        text = block;
        block = spare;
        return length;
    }

    private int decompress(int length) throws IOException {
        int bound =
                frame.contentSize < 0 ? frame.maxBlock : (int) Math.min(frame.maxBlock, frame.contentSize - frame.size);
        if (text.length < bound) {
            text = new byte[bound];
        }
        try {
            return decompressor.decompress(block, 0, length, text, 0, bound);
        } catch (LZ4Exception e) {
            throw corrupt("block does not decompress");
        }
    }

    /** The library's native codec cannot take linked blocks; the slower one in Java does, a frame at a time. */
    private int linkedBlock() throws IOException {
        if (text.length < 1 << 16) {
            text = new byte[1 << 16];
        }
        try {
            int n = frame.linked.read(text, 0, text.length);
            return n;
        } catch (IOException | RuntimeException e) {
            throw corrupt("linked blocks do not decompress: " + e.getMessage());
        }
    }

    private boolean openFrame() throws IOException {
        byte[] magic = in.readNBytes(Integer.BYTES);
        while (magic.length == Integer.BYTES
                && (Lz4Format.getInt(magic, 0) & Lz4Format.SKIPPABLE_MASK) == Lz4Format.SKIPPABLE_MAGIC) {
            long length = Lz4Format.getInt(need(Integer.BYTES, "skippable frame size"), 0) & 0xFFFFFFFFL;
            try {
                in.skipNBytes(length);
            } catch (EOFException e) {
                throw corrupt("truncated in skippable frame");
            }
            magic = in.readNBytes(Integer.BYTES);
        }
        if (magic.length == 0) {
            return false;
        }
        if (magic.length < Integer.BYTES || Lz4Format.getInt(magic, 0) != Lz4Format.MAGIC) {
            throw corrupt("not an LZ4 frame");
        }
        frame = readDescriptor();
        return true;
    }

    private Frame readDescriptor() throws IOException {
        byte[] head = need(2, "frame descriptor");
        int flags = head[0];
        int maxBlock = Lz4Format.maxBlockSize(head[1] & 0xff);
        if ((flags & Lz4Format.VERSION_MASK) != Lz4Format.VERSION
                || (flags & (Lz4Format.RESERVED | Lz4Format.DICTIONARY)) != 0
                || maxBlock < 0) {
            throw corrupt("unsupported LZ4 frame descriptor");
        }
        byte[] size = need((flags & Lz4Format.CONTENT_SIZE) == 0 ? 0 : Long.BYTES, "content size");
        byte[] descriptor = new byte[head.length + size.length + 1];
        System.arraycopy(head, 0, descriptor, 0, head.length);
        System.arraycopy(size, 0, descriptor, head.length, size.length);
        byte checksum = need(1, "descriptor checksum")[0];
        if (checksum != Lz4Format.descriptorChecksum(descriptor, 0, descriptor.length - 1)) {
            throw corrupt("frame descriptor checksum is wrong");
        }
        descriptor[descriptor.length - 1] = checksum;
        Frame opened = new Frame();
        opened.maxBlock = maxBlock;
        opened.blockChecksums = (flags & Lz4Format.BLOCK_CHECKSUMS) != 0;
        opened.checksum = (flags & Lz4Format.CONTENT_CHECKSUM) != 0;
        opened.contentSize = size.length == 0 ? -1 : Lz4Format.getLong(size, 0);
        if (size.length > 0 && opened.contentSize < 0) {
            throw corrupt("content size is beyond 2^63");
        }
        if ((flags & Lz4Format.INDEPENDENT_BLOCKS) == 0) {
            byte[] magic = new byte[Integer.BYTES];
            Lz4Format.putInt(magic, 0, Lz4Format.MAGIC);
            InputStream whole = new SequenceInputStream(
                    new ByteArrayInputStream(magic), new SequenceInputStream(new ByteArrayInputStream(descriptor), in));
            opened.linked = new FramedLZ4CompressorInputStream(whole, false);
        }
        return opened;
    }

    private void closeFrame() throws IOException {
        if (frame.contentSize >= 0 && frame.size != frame.contentSize) {
            throw corrupt("frame text size: expected " + frame.contentSize + ", got " + frame.size);
        }
        frame.hash.close();
        frame = null;
    }

    private byte[] need(int length, String what) throws IOException {
        byte[] bytes = new byte[length];
        need(bytes, length, what);
        return bytes;
    }

    private void need(byte[] bytes, int length, String what) throws IOException {
        if (in.readNBytes(bytes, 0, length) < length) {
            throw corrupt("truncated in " + what);
        }
    }

    private CorruptFileException corrupt(String reason) {
        return new CorruptFileException(file, in.getCount(), reason);
    }

    private static final class Frame {
        private final StreamingXXHash32 hash = Lz4Format.hashes().newStreamingHash32(0);
        private int maxBlock;
        private boolean blockChecksums;
        private boolean checksum;
        private long contentSize;
        private long size;
        private InputStream linked;
    }
}
