package org.ooni.pipeline.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a GNU-format tar around the contents of its entries: regular files of a fixed mode and owner, so that
 * the same entries give the same tar.
 */
public final class Tar {
    public static final int RECORD = 512;

    /** An archive ends with two zero records and is padded to a multiple of this. */
    public static final int BLOCK = 20 * RECORD;

    private static final int NAME_LENGTH = 100;
    private static final int SIZE_OFF = 124;
    private static final int MODIFIED_OFF = 136;
    private static final int CHECKSUM_OFF = 148;
    private static final String MODE = "0000644";
    private static final long OCTAL_LIMIT = 1L << 33;

    private Tar() {}

    /**
     * What precedes an entry's content, with a long-name record where the name needs one.
     *
     * @param name in ASCII
     * @param modified seconds since the epoch
     */
    public static byte[] header(String name, long size, long modified) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length <= NAME_LENGTH) {
            return record(bytes, '0', size, modified);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] link = "././@LongLink".getBytes(StandardCharsets.US_ASCII);
        int linkSize = bytes.length + 1;
        out.writeBytes(record(link, 'L', linkSize, 0));
        out.writeBytes(Arrays.copyOf(bytes, linkSize + padding(linkSize)));
        out.writeBytes(record(Arrays.copyOf(bytes, NAME_LENGTH), '0', size, modified));
        return out.toByteArray();
    }

    /** Zero bytes that follow a content of {@code size} bytes. */
    public static int padding(long size) {
        return (int) (-size & (RECORD - 1));
    }

    /** What ends an archive whose entries take {@code size} bytes. */
    public static byte[] end(long size) {
        int tail = 2 * RECORD;
        return new byte[tail + (int) Math.floorMod(-(size + tail), (long) BLOCK)];
    }

    private static byte[] record(byte[] name, char type, long size, long modified) {
        byte[] record = new byte[RECORD];
        System.arraycopy(name, 0, record, 0, name.length);
        put(record, 100, MODE);
        put(record, 108, "0000000");
        put(record, 116, "0000000");
        putNumber(record, SIZE_OFF, size);
        putNumber(record, MODIFIED_OFF, modified);
        record[156] = (byte) type;
        put(record, 257, "ustar  ");
        putChecksum(record);
        return record;
    }

    private static void putNumber(byte[] record, int off, long value) {
        if (value >= 0 && value < OCTAL_LIMIT) {
            put(record, off, octal(value, 11));
            return;
        }
        // GNU's base-256 form: a set top bit, then the number in big-endian bytes of its two's complement.
        Arrays.fill(record, off, off + 12 - Long.BYTES, (byte) (value >> 63));
        record[off] |= (byte) 0x80;
        for (int i = 0; i < Long.BYTES; i++) {
            record[off + 11 - i] = (byte) (value >>> (8 * i));
        }
    }

    private static void putChecksum(byte[] record) {
        Arrays.fill(record, CHECKSUM_OFF, CHECKSUM_OFF + 8, (byte) ' ');
        int sum = 0;
        for (byte b : record) {
            sum += b & 0xff;
        }
        put(record, CHECKSUM_OFF, octal(sum, 6));
        record[CHECKSUM_OFF + 6] = 0;
    }

    private static String octal(long value, int digits) {
        String text = Long.toOctalString(value);
        return "0".repeat(digits - text.length()) + text;
    }

    private static void put(byte[] record, int off, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, record, off, bytes.length);
    }
}
