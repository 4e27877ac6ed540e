package org.ooni.pipeline.io;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The LZ4 frame format's constants, and the seam over the library that compresses blocks.
 *
 * <p>A frame is magic, descriptor, blocks, end mark, content checksum; all numbers are little-endian.
 */
final class Lz4Format {
    static final int MAGIC = 0x184D2204;

    /** Sixteen magics that differ in their last four bits begin frames to be skipped. */
    static final int SKIPPABLE_MAGIC = 0x184D2A50;

    static final int SKIPPABLE_MASK = 0xFFFFFFF0;

    /** Bits of the first descriptor byte. */
    static final int VERSION_MASK = 0xC0;

    static final int VERSION = 0x40;
    static final int INDEPENDENT_BLOCKS = 0x20;
    static final int BLOCK_CHECKSUMS = 0x10;
    static final int CONTENT_SIZE = 0x08;
    static final int CONTENT_CHECKSUM = 0x04;
    static final int RESERVED = 0x02;
    static final int DICTIONARY = 0x01;

    /** The second descriptor byte of 4 MiB blocks. */
    static final int BLOCK_4_MIB = 0x70;

    static final int BLOCK_SIZE = 4 << 20;

    /** In a block's size: the block is stored as it is. */
    static final int STORED = 0x80000000;

    /** The archive's level, as in {@code lz4 -5}. */
    private static final int LEVEL = 5;

    private Lz4Format() {}

    /**
     * The native high-compression codec. The one in Java gives other bytes, and the same input must give the same
     * bytes, so there is no falling back to it.
     */
    static LZ4Compressor compressor() {
        return codec().highCompressor(LEVEL);
    }

    static LZ4Factory codec() {
        try {
            return LZ4Factory.nativeInstance();
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | AssertionError e) {
            throw new IllegalStateException(
                    "the native LZ4 library does not load on this platform ("
                            + e.getMessage()
                            + "); archives cannot be made or read without it",
                    e);
        }
    }

    static XXHashFactory hashes() {
        return XXHashFactory.nativeInstance();
    }

    static int hash(byte[] bytes, int off, int length) {
        XXHash32 hash = hashes().hash32();
        return hash.hash(bytes, off, length, 0);
    }

    /** The byte that guards a descriptor of {@code length} bytes at {@code off}. */
    static byte descriptorChecksum(byte[] bytes, int off, int length) {
        return (byte) (hash(bytes, off, length) >>> 8);
    }

    /** Decoded bytes of the largest block that the second descriptor byte allows, or -1 when it allows none. */
    static int maxBlockSize(int descriptor) {
        int code = descriptor >>> 4 & 7;
        return code < 4 || (descriptor & 0x8F) != 0 ? -1 : 1 << (8 + 2 * code);
    }

    static void putInt(byte[] bytes, int off, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[off + i] = (byte) (value >>> (8 * i));
        }
    }

    static void putLong(byte[] bytes, int off, long value) {
        putInt(bytes, off, (int) value);
        putInt(bytes, off + Integer.BYTES, (int) (value >>> 32));
    }

    static int getInt(byte[] bytes, int off) {
        return bytes[off] & 0xff
                | (bytes[off + 1] & 0xff) << 8
                | (bytes[off + 2] & 0xff) << 16
                | (bytes[off + 3] & 0xff) << 24;
    }

    static long getLong(byte[] bytes, int off) {
        return getInt(bytes, off) & 0xFFFFFFFFL | (long) getInt(bytes, off + Integer.BYTES) << 32;
    }
}
